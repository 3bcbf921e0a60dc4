/** Random queries of every shape over the tables of `random-tables.ts`, typed so that both sides take them. */
type Type = "int" | "real" | "text" | "bool" | "date";
interface Column {
  readonly name: string;
  readonly type: Type;
}

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  r1: [
    { name: "a", type: "int" },
    { name: "b", type: "int" },
    { name: "c", type: "text" },
    { name: "d", type: "real" },
    { name: "e", type: "date" },
    { name: "f", type: "bool" },
  ],
  r2: [
    { name: "a", type: "int" },
    { name: "g", type: "int" },
    { name: "c", type: "text" },
    { name: "h", type: "real" },
    { name: "f", type: "bool" },
  ],
  r3: [
    { name: "k", type: "int" },
    { name: "c", type: "text" },
    { name: "e", type: "date" },
  ],
};

export function randomQuery(next: () => number): string {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const chance = (p: number): boolean => next() < p;
  let aliases = 0;

  const table = (): { readonly sql: string; readonly scope: readonly Column[] } => {
    const name = pick(Object.keys(COLUMNS));
    const alias = `t${aliases++}`;
    const scope = (COLUMNS[name] as readonly Column[]).map((c) => ({ name: `${alias}.${c.name}`, type: c.type }));
    return { sql: `${name} ${alias}`, scope };
  };

  const literal = (type: Type): string => {
    switch (type) {
      case "int":
        return pick(["0", "1", "2", "3", "-1", "5"]);
      case "real":
        return pick(["0.25::double", "1.5::double", "-2::double", "3e0"]);
      case "text":
        return pick(["'x'", "'yy'", "''", "'日'", "'x%'"]);
      case "bool":
        return pick(["true", "false"]);
      case "date":
        return pick(["date '2024-01-31'", "date '2024-02-29'", "date '1999-12-31'"]);
    }
  };

  const expr = (type: Type, scope: readonly Column[], depth: number): string => {
    const of = (t: Type): string => expr(t, scope, depth - 1);
    const fitting = scope.filter((c) => c.type === type);
    if (depth <= 0 || chance(0.3))
      return fitting.length > 0 && chance(0.8)
        ? pick(fitting).name
        : chance(0.1)
          ? `null::${{ int: "int", real: "double", text: "varchar", bool: "boolean", date: "date" }[type]}`
          : literal(type);
    if (chance(0.12)) return `case when ${of("bool")} then ${of(type)} ${chance(0.5) ? `else ${of(type)} ` : ""}end`;
    if (chance(0.08)) return `coalesce(${of(type)}, ${of(type)})`;
    switch (type) {
      case "int":
        return pick([
          () => `(${of("int")} + ${of("int")})`,
          () => `(${of("int")} - ${of("int")})`,
          () => `(${of("int")} % 5)`,
          () => `(${of("int")} // 2)`,
          () => `(-${of("int")})`,
          () => `length(${of("text")})::int`,
          () => `year(${of("date")})::int`,
        ])();
      case "real":
        return pick([
          () => `(${of("real")} + ${of("real")})`,
          () => `(${of("real")} - ${of("int")})`,
          () => `(${of("real")} * 2)`,
          () => `abs(${of("real")})`,
          () => `(${of("int")} / 4)`,
        ])();
      case "text":
        return pick([
          () => `(${of("text")} || ${of("text")})`,
          () => `upper(${of("text")})`,
          () => `left(${of("text")}, 2)`,
          () => `${of("int")}::varchar`,
          () => `replace(${of("text")}, 'x', 'z')`,
        ])();
      case "date":
        return pick([() => `(${of("date")} + 1)`, () => `greatest(${of("date")}, date '2000-01-01')`])();
      case "bool":
        return predicate(scope, depth - 1);
    }
  };

  const predicate = (scope: readonly Column[], depth: number): string => {
    const type = pick<Type>(["int", "real", "text", "date"]);
    const of = (t: Type): string => expr(t, scope, depth - 1);
    const inner = (): string => predicate(scope, depth - 1);
    if (depth <= 0) return `${of(type)} ${pick(["=", "<>", "<", ">=", "is not distinct from"])} ${of(type)}`;
    return pick([
      () => `(${inner()} and ${inner()})`,
      () => `(${inner()} or ${inner()})`,
      () => `not ${inner()}`,
      () => `${of(type)} is ${pick(["", "not "])}null`,
      () => `${of("int")} between ${of("int")} and ${of("int")}`,
      () => `${of(type)} ${pick(["", "not "])}in (${of(type)}, ${literal(type)}${chance(0.2) ? ", null" : ""})`,
      () => `${of("text")} like ${pick(["'x%'", "'%y'", "'_'", "'%'"])}`,
      () => `${of(type)} ${pick(["=", "<", ">="])} ${of(type)}`,
      () => of("bool"),
    ])();
  };

  /** A condition with a query in it, which reads columns from around it about half of the time. */
  const nested = (scope: readonly Column[]): string => {
    const t = table();
    const both = [...t.scope, ...scope];
    const ints = (s: readonly Column[]): string => pick(s.filter((c) => c.type === "int")).name;
    const link =
      chance(0.6) && scope.some((c) => c.type === "int")
        ? ` where ${ints(t.scope)} = ${ints(scope)}${chance(0.3) ? ` and ${predicate(t.scope, 1)}` : ""}`
        : chance(0.5)
          ? ` where ${predicate(t.scope, 1)}`
          : "";
    const outer = scope.some((c) => c.type === "int") ? ints(scope) : "1";
    void both;
    return pick([
      () => `${chance(0.4) ? "not " : ""}exists (select 1 from ${t.sql}${link})`,
      () => `${outer} ${chance(0.4) ? "not " : ""}in (select ${ints(t.scope)} from ${t.sql}${link})`,
      () =>
        `${outer} ${pick(["<", ">=", "="])} (select ${pick(["max", "min", "count"])}(${ints(t.scope)}) from ${t.sql}${link})`,
    ])();
  };

  const from = (): { readonly sql: string; readonly scope: readonly Column[] } => {
    let { sql, scope } = table();
    for (let n = Math.floor(next() * 3); n > 0; n--) {
      const t = table();
      const kind = pick(["join", "join", "left join", "semi join", "anti join", "full join", "right join"]);
      const keys = t.scope.filter((c) => c.type === "int");
      const mine = scope.filter((c) => c.type === "int");
      if (mine.length === 0) break;
      const more = kind === "join" && chance(0.3) ? ` and ${predicate([...scope, ...t.scope], 1)}` : "";
      sql += ` ${kind} ${t.sql} on ${pick(mine).name} = ${pick(keys).name}${more}`;
      if (kind !== "semi join" && kind !== "anti join") scope = [...scope, ...t.scope];
    }
    return { sql, scope };
  };

  const aggregate = (scope: readonly Column[]): string =>
    pick([
      () => "count(*)",
      () => `count(${pick(scope).name})`,
      () => `count(distinct ${pick(scope).name})`,
      () => `sum(${expr("int", scope, 1)})`,
      () => `sum(${expr("real", scope, 1)})`,
      () => `min(${expr(pick<Type>(["int", "text", "date", "real"]), scope, 1)})`,
      () => `max(${expr(pick<Type>(["int", "text", "date", "real"]), scope, 1)})`,
      () => `avg(${expr("int", scope, 1)})`,
      () => `sum(${expr("int", scope, 1)}) filter (where ${predicate(scope, 1)})`,
    ])();

  const select = (width: number, types: readonly Type[] | null): string => {
    const { sql, scope } = from();
    const conditions = [...(chance(0.6) ? [predicate(scope, 2)] : []), ...(chance(0.35) ? [nested(scope)] : [])];
    const where = conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
    if (types === null && chance(0.45)) {
      const keys = Array.from({ length: Math.floor(next() * 3) }, () =>
        expr(pick<Type>(["int", "text", "bool", "date"]), scope, 1),
      ).filter((k) => /t\d+\./.test(k));
      const aggs = Array.from({ length: 1 + Math.floor(next() * 2) }, () => aggregate(scope));
      const having = chance(0.25)
        ? ` having ${pick(["count(*) > 1", "count(*) < 20", `max(${pick(scope).name}) is not null`])}`
        : "";
      const group = keys.length === 0 ? "" : ` group by ${keys.map((_, i) => i + 1).join(", ")}`;
      return `select ${[...keys, ...aggs].map((e, i) => `${e} as c${i}`).join(", ")} from ${sql}${where}${group}${having}`;
    }
    const items = Array.from(
      { length: width },
      (_, i) => `${expr(types?.[i] ?? pick<Type>(["int", "real", "text", "bool", "date"]), scope, 2)} as c${i}`,
    );
    return `select ${types === null && chance(0.2) ? "distinct " : ""}${items.join(", ")} from ${sql}${where}`;
  };

  if (chance(0.15)) {
    const types = Array.from({ length: 2 }, () => pick<Type>(["int", "text", "date"]));
    return `${select(2, types)} ${pick(["union", "union all", "intersect", "except"])} ${select(2, types)}`;
  }
  if (chance(0.1))
    return `with w as (${select(2, ["int", "text"])}) select c1, count(*) as n, sum(c0) as s from w group by c1`;
  if (chance(0.1))
    return `select c0, row_number() over (order by c0, c1) as n, sum(c0) over (order by c0) as s from (${select(2, ["int", "text"])}) v`;
  return select(1 + Math.floor(next() * 3), null);
}
