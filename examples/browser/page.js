import { col, Float64 as FLOAT, len, scan, scanParquet, typeName } from "./bundle/polaroid.js";

const at = (id) => document.getElementById(id);
const numbers = (f) => /^(U?Int|Float)/.test(f.type.id);
let query = null;

const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const tell = (text, error = false) => {
  at("status").textContent = text;
  at("status").className = error ? "error" : "";
};

function options(select, names, wanted) {
  select.replaceChildren(...names.map((n) => new Option(n, n, false, n === wanted)));
}

/** Bars, widest first, one row a group. */
function chart(rows, key, label) {
  const most = Math.max(...rows.map((r) => Math.abs(r.value)), 1e-300);
  const line = 26;
  const bars = rows.map((r, i) => {
    const width = (Math.abs(r.value) / most) * 560;
    const y = i * line + 8;
    return `<text x="190" y="${y + 14}" text-anchor="end">${escaped(r[key] ?? "null").slice(0, 28)}</text>
      <rect x="200" y="${y}" width="${width.toFixed(1)}" height="18" rx="3" fill="${r.value < 0 ? "#c8553d" : "#3b6fd4"}"></rect>
      <text x="${(206 + width).toFixed(1)}" y="${y + 14}">${Number(r.value.toPrecision(5)).toLocaleString("en-US")}</text>`;
  });
  return `<svg viewBox="0 0 860 ${rows.length * line + 16}" role="img" aria-label="${escaped(label)} by ${escaped(key)}">${bars.join("")}</svg>`;
}

async function group() {
  const [key, fn, value] = [at("key").value, at("fn").value, at("value").value];
  const made = fn === "count" ? len() : col(value)[fn]();
  const started = performance.now();
  const top = await query
    .groupBy(key)
    .agg(made.cast(FLOAT).alias("value"), len().alias("rows"))
    .filter(col("value").isNotNull())
    .sort("value", { descending: true })
    .head(16)
    .collect();
  const ms = performance.now() - started;
  const label = fn === "count" ? "rows" : `${fn} of ${value}`;
  at("chart").innerHTML = chart(top.toRecords(), key, label);
  at("timing").textContent = `${label} by ${key} in ${ms.toFixed(0)} ms`;
}

async function open(name, source) {
  tell(`reading ${name}`);
  at("result").hidden = true;
  try {
    query = source;
    const schema = await query.collectSchema();
    const first = await query.head(8).collect();
    at("name").textContent = name;
    at("schema").innerHTML = schema.fields
      .map((f) => `<span>${escaped(f.name)} <small>${escaped(typeName(f.type))}</small></span>`)
      .join("");
    at("rows").innerHTML = first.toHTML();
    const values = schema.fields.filter(numbers).map((f) => f.name);
    const keys = schema.fields.filter((f) => !numbers(f) || /^Int|^UInt/.test(f.type.id)).map((f) => f.name);
    options(
      at("key"),
      keys.length > 0 ? keys : schema.fields.map((f) => f.name),
      keys.includes("carrier") ? "carrier" : schema.fields.find((f) => f.type.id === "Utf8")?.name,
    );
    options(at("value"), values, values.includes("arr_delay") ? "arr_delay" : values[0]);
    if (values.length === 0) at("fn").value = "count";
    await group();
    at("result").hidden = false;
    tell("");
  } catch (error) {
    tell(error.message, true);
  }
}

at("file").addEventListener(
  "change",
  (e) => e.target.files[0] && open(e.target.files[0].name, scan(e.target.files[0])),
);
at("sample").addEventListener("click", (e) => {
  e.preventDefault();
  open("flights.parquet", scanParquet(new URL("data/flights.parquet", location.href)));
});
for (const id of ["key", "fn", "value"])
  at(id).addEventListener("change", () => group().catch((error) => tell(error.message, true)));
for (const kind of ["dragover", "dragleave", "drop"])
  document.addEventListener(kind, (e) => {
    e.preventDefault();
    at("drop").classList.toggle("over", kind === "dragover");
    const [file] = kind === "drop" ? e.dataTransfer.files : [];
    if (file !== undefined) open(file.name, scan(file));
  });
document.body.dataset.ready = "yes";
