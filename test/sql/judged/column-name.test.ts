import { expect, test } from "vitest";
import { parseExpression } from "../../../src/sql/parse/index.ts";
import { columnName } from "../../../src/sql/print/column-name.ts";
import { openJudge } from "./judge.ts";

const TABLE = `create table t(a int, b int, c boolean, s varchar, l int[], st struct(x int, "y z" int), m map(varchar, int),
  d date, ts timestamp, "A b" int, "select" int)`;

const EXPRESSIONS = `a
t.a
"A b"
st.x
st."y z"
(st).x
a + b
a + b * 2
(a + b) * 2
-a
-5
- 5.5
+a
+5
~a
@a
5!
not c
a and c
a = 1 and b = 2 or c
a = b
a == b
a <> b
a != b
a is null
a is not null
c is true
c is not true
c is unknown
a is distinct from b
a between 1 and 2
a not between 1 and 2
a in (1, 2)
a not in (1, 2)
a in l
a not in l
s like 'x'
s not like 'x'
s ilike 'x'
s like 'x' escape '!'
s not like 'x' escape '!'
s ilike 'x' escape '!'
s similar to 'x'
s not similar to 'x'
s glob 'x'
s ~ 'x'
s || 'x'
case when c then 1 else 2 end
case when c then 1 end
case a when 1 then 2 when 3 then 4 end
cast(a as text)
a::int
a::decimal(10,2)
a::int[]
s::struct(x int, y int[])
s::map(text, int)
s::int[3]
s::timestamp with time zone
s::double
s::"VARCHAR"
try_cast(s as int)
date '2020-01-01'
timestamp '2020-01-01'
interval 1 day
interval '1' day
interval '1 day'
interval (a) hours
interval (a + 1) weeks
interval 2 centuries
interval 1 second
interval 1 millisecond
interval 1 quarter
interval 1 minute
interval 1 year
interval 1 month
interval 1 decade
interval 1 millennium
interval 1 microsecond
extract(year from d)
date_part('year', d)
position('a' in s)
substring(s from 1 for 2)
trim(s)
trim(leading 'x' from s)
nullif(a, b)
coalesce(a, b)
ts at time zone 'UTC'
s collate nocase
count(*)
count()
count(distinct a)
COUNT(a)
Sum(a)
sum(a order by b desc nulls last)
string_agg(s, ',' order by b)
sum(a) filter (where c)
percentile_cont(0.5) within group (order by a)
mode() within group (order by a)
sum(a) over ()
sum(a) over (partition by b order by a desc)
sum(a) over (partition by b, a order by a rows between 1 preceding and 2 following exclude ties)
sum(a) over (order by a rows unbounded preceding)
sum(a) over (order by a groups between current row and unbounded following)
sum(distinct a) over (order by b)
sum(a) filter (where c) over ()
first_value(a ignore nulls) over (order by b)
row_number() over ()
lag(a, 1, 0) over (order by b)
ntile(3) over (order by b)
struct_pack(x := 1, y := 2)
{'x': 1, 'y z': a}
[1, 2]
[]
array[1, 2]
map {'a': 1}
map {}
(a, b)
row(a)
l[1]
l[1:2]
l[:2]
l[1:]
l[1:2:1]
l[:-:2]
st['x']
m['a']
s[1]
list_transform(l, x -> x + 1)
list_transform(l, lambda x: x + 1)
list_transform(l, lambda x, i: x + i)
[x + 1 for x in l]
[x for x in l if x > 1]
(select 1)
(select max(a) from t)
exists (select 1)
a in (select 1)
a not in (select 1)
a = any (select 1)
a = any (l)
'it''s'
''
1.50
1e5
.5
5.
1_000
99999999999
true
false
null
x'ab'
'a' -> 'b'
s ->> '$.a'
a ** 2
a ^ 2
a // 2
a % 2
a << 1
l && l
l @> l
main.abs(a)
abs(a)
"abs"(a)
a.abs()
(a).abs()
s.upper().lower()
current_date
if(c, a, b)
ifnull(a, b)
date(ts)
year(d)
left(s, 1)
unnest(l)
a::tinyint
a::hugeint
a::ubigint
s::uuid
s::json
s::blob
s::timestamptz
a::real
s::time
s::bool
a::float8
a::numeric(5)
s::varchar(10)
s::timestamp_ns
s::character varying
(((a + b)))
a - b - 1
a || s || 'x'
a < b and b < 3 and c
sum(a) + 1
count(*) filter (where c)
count(*) over ()
max("select")
"select" + 1
t."A b" * 2
a = 1.50
1.5e3
'x'::date`.split("\n");

test("a column without a name has the name that DuckDB gives it", async () => {
  const judge = await openJudge();
  await judge.rows(TABLE);
  const wrong: string[] = [];
  for (const text of EXPRESSIONS) {
    const [expected] = await judge.names(`select ${text} from t`);
    const found = columnName(parseExpression(text));
    if (found !== expected) wrong.push(`${text}\n  ours   ${found}\n  DuckDB ${expected}`);
  }
  console.log(`${EXPRESSIONS.length} names of columns compared`);
  expect(wrong).toEqual([]);
});
