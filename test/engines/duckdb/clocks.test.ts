import { Date32, Datetime, Duration, Int32, Int64, Time, Utf8 } from "../../../src/arrow/types.ts";
import { rows } from "../../../src/testing/case.ts";
import { apply, col } from "../../../src/testing/loose.ts";
import { each, together } from "./same.ts";

const INSTANTS = [
  0n,
  -1n,
  1711846799999999n,
  1711846800000000n,
  1711850400000000n,
  1729987199000001n,
  1729990800000000n,
  1729994400000000n,
  1709164800000000n,
  -2208988800000000n,
  4102444800000000n,
  -86400000001n,
  1706659200123456n,
  null,
];
const zoned =
  (zone: string | null, unit: "ms" | "us" | "ns" = "us") =>
  () =>
    rows({ t: [Int64, INSTANTS] }).select(
      col("t")
        .cast(Datetime("us"))
        .dt.replaceTimeZone("UTC")
        .dt.convertTimeZone(zone ?? "UTC")
        .dt.castTimeUnit(unit)
        .alias("t"),
    );
const t = col("t");
const clocks = {
  ...Object.fromEntries(
    ["1s", "45m", "1h", "6h", "1d", "2d", "1w", "2w", "1mo", "2mo", "5mo", "1q", "1y", "7y"].flatMap((d) => [
      [`truncate ${d}`, t.dt.truncate(d)],
      [`round ${d}`, apply("dt.round", [t], { every: d })],
    ]),
  ),
  ...Object.fromEntries(
    ["1h", "-90m", "1d", "-1d", "1w", "1mo", "-13mo", "1y", "1mo2d3h", "-1y1ns", "100y"].map((d) => [
      `offset by ${d}`,
      t.dt.offsetBy(d),
    ]),
  ),
  monthStart: t.dt.monthStart(),
  monthEnd: t.dt.monthEnd(),
  hour: t.dt.hour(),
  "base offset": apply("dt.baseUtcOffset", [t]),
  "summer offset": apply("dt.dstOffset", [t]),
  text: t.cast(Utf8),
  "by a format": t.dt.strftime("%Y %j %H:%M:%S%.3f %:z %z %Z|%e %U %V %G %u %F %T %D %p %l"),
  "by a plain format": t.dt.strftime("%d.%m.%y %H"),
  "iso:strict": t.dt.strftime("iso:strict"),
};
for (const zone of ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "UTC"])
  together(`clocks of ${zone}`, zoned(zone), clocks);
together("clocks in ns", zoned("Europe/Paris", "ns"), clocks);
const { "base offset": _, "summer offset": __, ...plain } = clocks;
each("clocks without a zone", () => zoned(null)().select(t.dt.replaceTimeZone(null)), {
  ...plain,
  "by a format": t.dt.strftime("%Y %j %H:%M:%S%.3f|%e %U %V %G %u %F %T %D %p %l"),
  "into a zone": t.dt.replaceTimeZone("Europe/Paris", { ambiguous: "earliest", nonExistent: "null" }),
  "into a zone, latest": t.dt.replaceTimeZone("Europe/Paris", { ambiguous: "latest", nonExistent: "null" }),
  "into a zone, null": t.dt.replaceTimeZone("Europe/Paris", { ambiguous: "null", nonExistent: "null" }),
  "into a zone, raise": t.dt.replaceTimeZone("Europe/Paris"),
  median: t.median(),
  ...Object.fromEntries(
    ["nearest", "lower", "higher", "midpoint", "linear"].flatMap((how) =>
      [0.1, 0.5, 0.77].map((q) => [`${how} ${q}`, t.quantile(q, how)]),
    ),
  ),
});
each(
  "days",
  () => rows({ t: [Int64, [0n, -1n, 19782n, 19813n, -719162n, 2932896n, null]] }).select(t.cast(Int32).cast(Date32)),
  {
    ...Object.fromEntries(Object.entries(plain).filter(([k]) => !/ (1s|45m|1h|6h)$|hour/.test(k))),
    "by a format": t.dt.strftime("%Y %j %e %U %V %G %u %F %D"),
    "by a plain format": t.dt.strftime("%d.%m.%y"),
    median: t.median(),
  },
);
each(
  "spans",
  () =>
    rows({ t: [Int64, [0n, -1n, 1n, 86400000000n, -90061000001n, 2n ** 62n, null]] }).select(t.cast(Duration("us"))),
  {
    iso: t.dt.strftime("iso"),
    text: t.cast(Utf8),
    median: t.median(),
    std: t.std(),
  },
);
each("times", () => rows({ t: [Int64, [0n, 1n, 86399999999999n, 45296789000000n, null]] }).select(t.cast(Time)), {
  text: t.cast(Utf8),
  iso: t.dt.strftime("iso"),
  "by a format": t.dt.strftime("%H-%M %S%.6f"),
});
