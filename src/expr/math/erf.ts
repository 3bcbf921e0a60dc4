// Rational approximations of Sun Microsystems' fdlibm (s_erf.c), below one unit in the last place.
const near = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5,
];
const nearBelow = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6,
];
const one = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const oneBelow = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const far = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const farBelow = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const tail = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const tailBelow = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];
const ERX = 0.8450629115104675;
const EFX = 0.1283791670955126;

function polynomial(terms: readonly number[], x: number): number {
  let out = 0;
  for (let i = terms.length - 1; i >= 0; i--) out = out * x + (terms[i] as number);
  return out;
}
const ratio = (above: readonly number[], below: readonly number[], x: number): number =>
  polynomial(above, x) / polynomial(below, x);

const words = new DataView(new ArrayBuffer(8));
/** The number without the lower half of its bits, so that its square is exact. */
function upper(x: number): number {
  words.setFloat64(0, x);
  words.setUint32(4, 0);
  return words.getFloat64(0);
}

/** erfc of what is at least 1.25. */
function complement(x: number): number {
  const s = 1 / (x * x);
  const r = x < 1 / 0.35 ? ratio(far, farBelow, s) : ratio(tail, tailBelow, s);
  const z = upper(x);
  return (Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + r)) / x;
}

/** The error function. */
export function erf(x: number): number {
  if (x !== x) return x;
  const a = Math.abs(x);
  if (a < 0.84375) return a < 2 ** -28 ? x + EFX * x : x + x * ratio(near, nearBelow, x * x);
  const sign = x < 0 ? -1 : 1;
  if (a < 1.25) return sign * (ERX + ratio(one, oneBelow, a - 1));
  return a >= 6 ? sign : sign * (1 - complement(a));
}

/** One less the error function. */
export function erfc(x: number): number {
  if (x !== x) return x;
  const a = Math.abs(x);
  if (a < 0.84375) {
    if (a < 2 ** -56) return 1 - x;
    const y = ratio(near, nearBelow, x * x);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (a < 1.25) {
    const y = ratio(one, oneBelow, a - 1);
    return x > 0 ? 1 - ERX - y : 1 + (ERX + y);
  }
  if (a >= 28) return x > 0 ? 0 : 2;
  if (x < -6) return 2;
  return x > 0 ? complement(a) : 2 - complement(a);
}
