import type { Series as OurSeries } from "../api/series.ts";
import { StructSpace, type Through } from "./expr-spaces.ts";
import type { DataFrame } from "./frame.ts";
import { frameOfSeries } from "./frame.ts";
import type { Series } from "./series.ts";

/** `struct` of a Series, whose fields are known. */
export class SeriesStructSpace extends StructSpace<Series> {
  readonly #series: () => OurSeries;
  constructor(through: Through<Series>, series: () => OurSeries) {
    super(through);
    this.#series = series;
  }
  get fields(): string[] {
    const { dtype } = this.#series();
    return dtype.id === "Struct" ? dtype.fields.map((f) => f.name) : [];
  }
  protected override nameAt(index: number): string {
    return this.fields.at(index) ?? String(index);
  }
  override field(name: string): Series {
    return super.field(name).alias(name);
  }
  toFrame(): DataFrame {
    return frameOfSeries([this.#series()], (df) => df.unnest(df.columns[0] as never) as never);
  }
}
