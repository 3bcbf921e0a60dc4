-- One statement a line. DuckDB takes every one; the test asks it again each time.
select 1
select 1;
select 1; select 2
select 1;; select 2;
;select 1
select all a from t
select a, b, from t
select a as b from t
select a b from t
select a as "B c" from t
select a as 'label' from t
select a as select from t
select a "B" from t
select x: 1
select x: a + 1, y: b from t
select "x y": 1
select distinct a, b from t
select distinct on (a) b from t
select distinct on (a, b,) c from t order by a
select * from t
select t.* from t
select * exclude a from t
select * exclude (a, b) from t
select * exclude (t.a) from t
select * exclude ('a') from t
select * replace (a + 1 as a) from t
select * replace a + 1 as a from t
select * rename (a as b) from t
select * rename a as b from t
select * exclude (a) replace (b as c) rename (d as e) from t
select t.* exclude (a) from t
select * like 'a%' from t
select * not like 'a%' from t
select * ilike 'a%' from t
select * similar to 'a.*' from t
select * glob 'a*' from t
select columns('a.*') from t
select columns(['a', 'b']) from t
select columns(c -> c like 'a%') from t
select columns(lambda c: c like 'a%') from t
select columns(* exclude (a)) from t
select columns(*)::int from t
select t.columns('a') from t
select min(columns(*)), max(columns(*)) from t
select coalesce(*columns('a.*')) from t
select unpack(columns(*)) from t
select columns('a') + columns('b') from t
from t
from t select a
from t select distinct a
from t select distinct on (a) b
from t select a where b > 1 group by a
from t where a > 1
from t, u where t.a = u.a
from t join u using (a) select *
from 'file.parquet'
from 'data/*.csv' select count(*)
select * from 'file.parquet' as f where f.a > 1
select * from "file.parquet"
select * from 'a.csv' f join 'b.csv' g on f.x = g.x
from read_csv('a.csv', header = true)
from read_csv('a.csv', header := true, delim => ';')
from read_parquet(['a.parquet', 'b.parquet'])
from range(10)
from range(10) t(i)
from range(10) as t(i) select i
from generate_series(1, 10, 2) with ordinality
from unnest([1, 2, 3]) as u(x)
select unnest([1, 2, 3])
from schema.t
from db.schema.t
from "a b"."c d"
from t as u
from t u
from t u(a, b)
from t as u(a, b,)
from t as 'u'
from u: t
from u: range(3)
from u: (select 1)
from u: 'x.parquet'
from (select 1)
from (select 1) t
from (select 1) as t(a)
from ((select 1)) t
from ((select 1) union all (select 2)) t
from ((select 1) union all select 2 order by 1 limit 1) t
from (from t)
from (values (1, 2), (3, 4)) t(a, b)
from values (1, 2), (3, 4) t(a, b)
values (1)
values (1, 'a'), (2, 'b'), (3, null)
values (1), (2),
values (1,), (2,)
table t
table a.t
from (t join u using (a))
from (t join u on t.a = u.a) j
from (t cross join u)
from ((t join u using (a)) join v using (b))
from t join u on t.a = u.a
from t inner join u on t.a = u.a
from t left join u on t.a = u.a
from t left outer join u on t.a = u.a
from t right join u on t.a = u.a
from t full join u on t.a = u.a
from t full outer join u using (a, b)
from t cross join u
from t natural join u
from t natural left join u
from t natural full outer join u
from t semi join u using (a)
from t anti join u on t.a = u.a
from t asof join u on t.a >= u.a
from t asof left join u using (k, ts)
from t asof join u on t.k = u.k and t.ts >= u.ts
from t positional join u
from t join u using (a) join v using (b) left join w using (c)
from t join u join v on u.a = v.a on t.a = u.a
from t left join u inner join v on u.a = v.a on t.a = u.a
from t, u, v
from t, u join v using (a)
from t, lateral (select * from u where u.a = t.a)
from t, lateral (select t.a + 1) as l(b)
from t join lateral (select t.a) l on true
from t, lateral unnest(t.list) as l(x)
from t cross join lateral range(t.n)
from t tablesample 10%
from t tablesample 10 rows
from t tablesample 10 percent
from t tablesample reservoir(20 rows)
from t tablesample bernoulli(5%) repeatable (42)
from t tablesample system(10 percent)
from t as u tablesample 10% (bernoulli)
from t tablesample 10% (system, 42)
from (from t) tablesample (10 rows)
select * from t using sample 10
select * from t using sample 10%
select * from t using sample 10 rows
select * from t using sample reservoir(50 rows) repeatable (100)
select * from t using sample 20% (bernoulli, 377)
select a from t where a > 1 and b < 2 or not c
select a from t where (a, b) = (1, 2)
select a from t where (a, b) in ((1, 2), (3, 4))
select a from t where (a, b) in (select 1, 2)
select a from t where row(a, b) = row(1, 2)
select a, count(*) from t group by a
select a, count(*) from t group by 1
select a, b, sum(c) from t group by all
select a, b, sum(c) from t group by (a, b)
select a, b, sum(c) from t group by a, b,
select a, b, sum(c) from t group by rollup (a, b)
select a, b, sum(c) from t group by cube (a, b)
select a, b, sum(c) from t group by grouping sets ((a, b), (a), ())
select a, b, sum(c) from t group by grouping sets (a, rollup (b, c), cube (d))
select a, b, sum(c) from t group by a, rollup (b), ()
select grouping(a), grouping_id(a, b) from t group by cube (a, b)
select a from t group by a having count(*) > 1
select a from t having true
select a from t order by a
select a from t order by a desc nulls last, b asc nulls first
select a from t order by a nulls first
select a from t order by all
select a from t order by all desc nulls last
select a from t order by 1, 2 desc
select a from t order by a + b collate nocase desc
select a from t limit 10
select a from t limit 10 offset 5
select a from t offset 5 limit 10
select a from t offset 5
select a from t offset 5 rows
select a from t limit all
select a from t limit 10%
select a from t limit 10 % offset 3
select a from t limit 10.5 percent
select a from t limit 7 % 4
select a from t limit (select count(*) / 2 from t)
select a from t limit $1 offset $2
select a from t fetch first 5 rows only
select a from t fetch next row only
select a from t offset 2 rows fetch first 3 rows only
select a from t qualify row_number() over (partition by a order by b) = 1
select a from t group by a having sum(b) > 1 qualify rank() over (order by a) < 3
select 1 union select 2
select 1 union all select 2
select 1 union distinct select 2
select 1 union by name select 2 as b
select 1 union all by name select 2
select 1 except select 2
select 1 except all select 2
select 1 intersect select 2
select 1 intersect all select 2
select 1 union select 2 intersect select 3
select 1 union all select 2 union all select 3 order by 1 limit 1
select 1 union select 2 except select 3 union all select 4
(select 1) union (select 2)
(select 1) union all (select 2) order by 1
((select 1) union select 2) intersect select 3
(select 1)
((select 1))
(from t) union all (from u)
from t union all from u
values (1) union all values (2)
table t union all table u
with a as (select 1) select * from a
with a as (select 1), b as (select 2) select * from a, b
with a(x, y) as (select 1, 2) from a
with a as materialized (select 1) from a
with a as not materialized (select 1) from a
with recursive r as (select 1 as n union all select n + 1 from r where n < 10) select * from r
with recursive r(n) as (values (1) union all select n + 1 from r where n < 10) from r
with recursive r(a, b) using key (a) as (select 1, 2 union select a + 1, b from r) from r
with a as (from t) (select * from a) union all (select * from a)
with a as (with b as (select 1) from b) from a
select (with a as (select 1) from a)
select * from (with a as (select 1) from a) t
select (select 1)
select (select 1) + 1
select ((select 1)) + ((select 2))
select ((select 1) + 1)
select ((select 1) union (select 1))
select (select a from t limit 1).x
select (select [1, 2])[1]
select exists (select 1)
select exists (from t)
select not exists (select 1)
select a in (select b from u) from t
select a not in (select b from u) from t
select a = (select max(b) from u) from t
select a = any (select b from u) from t
select a > all (select b from u) from t
select a <> some (select b from u) from t
select a = any ([1, 2, 3])
select a <= all (list)
select array(select a from t order by a)
select a from t where exists (select * from u where u.a = t.a)
select (select sum(b) from u where u.a = t.a) from t
select + a, - a, ~ a, ! a, @ a
select a ! from t
select 5 !
select - - 1
select -a ^ 2
select -2 ** 2
select a + b * c ^ d // e % f - g / h
select a || b || c
select a << 1 >> 2 & 3 | 4
select a && b, a @> b, a <@ b, a ^@ b
select a <-> b, a <=> b
select a ~ b, a !~ b, a ~~ b, a !~~ b, a ~~* b, a !~~* b, a ~~~ b
select a = b, a == b, a <> b, a != b, a < b, a > b, a <= b, a >= b
select a and b or c and not d
select not not a
select a is null, a is not null, a isnull, a notnull, a not null
select a is true, a is not true, a is false, a is unknown, a is not unknown
select a is distinct from b, a is not distinct from b
select a is null is null
select a = b is null
select not a is null
select a between 1 and 2
select a not between 1 and 2 and b
select a between b + 1 and c + 1
select a between asymmetric 1 and 2
select a between b and c or d
select a between b = c and d
select a in (1, 2, 3)
select a not in (1, 2, 3,)
select a in [1, 2]
select a in list
select a in t.list
select a in list_of(b)
select a in $1
select a in map {'k': 1}
select a in (1) in (true)
select a like 'x%', a not like 'x%', a ilike 'x%', a not ilike 'x%'
select a like 'x!%' escape '!'
select a not ilike 'x!%' escape '!'
select a glob 'x*'
select a similar to 'x.*', a not similar to 'x.*'
select a like b || c
select a like b = c
select a -> '$.b', a ->> '$.b'
select a -> 'b' -> 'c' ->> 'd'
select a ->> 'b' = 'c'
select case when a then b end
select case when a then b else c end
select case a when 1 then 'x' when 2 then 'y' else 'z' end
select case when a then b end.c
select case when case when a then b end then c end
select cast(a as int)
select try_cast(a as int)
select a::int, a::int::text, -1::int
select a::bigint, a::smallint, a::real, a::double, a::double precision, a::float, a::float(10)
select a::decimal, a::decimal(10), a::decimal(10, 2), a::numeric(5, 1), a::dec(3)
select a::varchar, a::varchar(10), a::char, a::char(3), a::character varying(5), a::text, a::string
select a::boolean, a::bool, a::blob, a::bit, a::uuid, a::json, a::hugeint, a::ubigint
select a::date, a::time, a::timestamp, a::timestamp with time zone, a::timestamptz, a::time with time zone
select a::timestamp without time zone, a::timestamp(3), a::interval, a::interval day
select a::timestamp_s, a::timestamp_ms, a::timestamp_ns
select a::int[], a::int[][], a::int[3], a::int[3][], a::int array, a::int array[4]
select a::struct(x int, y text), a::row(x int), a::map(text, int), a::union(i int, s text)
select a::struct(x struct(y int[])[], z map(text, struct(q date)))
select a::"my type", a::s.mytype
select a::enum('x', 'y')
select date '2024-01-31', time '10:00', timestamp '2024-01-31 10:00:00', timestamptz '2024-01-31 10:00:00+00'
select timestamp with time zone '2024-01-31 10:00:00+00'
select uuid '00000000-0000-0000-0000-000000000000', json '{}', int '1', decimal(10, 2) '1.5', double '1.5'
select "my type" 'x'
select interval '1 day', interval 1 day, interval 3 days, interval '3' hours, interval (a + 1) minutes
select interval '1 year 2 months', interval 1 quarter, interval 2 weeks, interval 5 milliseconds, interval 7 microseconds
select interval 1 decade, interval 1 century, interval 2 centuries, interval 1 millennium, interval 2 millennia
select date '2024-01-31' + interval 1 month - interval (n) day
select interval from t
select extract(year from a), extract('month' from a), extract(days from a), extract(epoch from a), extract(dow from a)
select position('a' in b)
select substring(a from 2 for 3), substring(a from 2), substring(a for 3), substring(a, 2, 3), substring(a for 3 from 2)
select trim(a), trim(both 'x' from a), trim(leading 'x' from a), trim(trailing 'x' from a), trim(both from a), trim('x' from a), trim(a, 'x')
select overlay(a placing 'x' from 1 for 2), overlay(a placing 'x' from 1)
select nullif(a, b), coalesce(a, b, c), coalesce(a)
select a at time zone 'UTC', a at time zone 'UTC' at time zone 'Asia/Tokyo'
select a collate nocase, a collate de.nocase
select a || b collate nocase = c
select count(*), count(), count(a), count(distinct a), count(distinct a, b)
select sum(all a), sum(a order by b), string_agg(a, ',' order by b desc nulls last, c)
select sum(a) filter (where b > 1), sum(a) filter (b > 1)
select count(*) filter (where a) over (partition by b)
select percentile_cont(0.5) within group (order by a)
select percentile_disc(0.5) within group (order by a desc)
select mode() within group (order by a)
select first_value(a ignore nulls) over (order by b)
select sum(a) over ()
select sum(a) over (partition by b)
select sum(a) over (partition by b, c order by d, e desc)
select sum(a) over (order by b rows unbounded preceding)
select sum(a) over (order by b rows between 1 preceding and 1 following)
select sum(a) over (order by b rows between unbounded preceding and unbounded following)
select sum(a) over (order by b range between interval 1 day preceding and current row)
select sum(a) over (order by b groups between 1 preceding and 2 following exclude current row)
select sum(a) over (order by b rows between 3 preceding and 1 preceding exclude group)
select sum(a) over (order by b rows between current row and 3 following exclude ties)
select sum(a) over (order by b rows 2 preceding exclude no others)
select sum(a) over (rows between a + 1 preceding and b following)
select sum(a) over w from t window w as (partition by b order by c)
select sum(a) over w, max(a) over v from t window w as (partition by b), v as (w order by c)
select sum(a) over (w rows 1 preceding) from t window w as (order by c)
select lag(a, 1, 0) over (order by b), ntile(4) over (order by b), row_number() over ()
select sum(distinct a) over (order by b)
select sum(a order by b) over (partition by c)
select f(x := 1, y => 2), struct_pack(a := 1, b := 'x')
select f(1, x := 2)
select s.f(1), "F"(1), f()
select left(a, 1), right(a, 1), replace(a, 'b', 'c'), if(a, b, c), list(a), map(a, b)
select a.f(), a.f(1).g(2), (a).f(1), [1, 2].len(), 'abc'::text, ('abc').upper(), f(1).g()
select {'a': 1}.a, f(a).b, (a).b.c, (a).b[1].c, a.b.c[1].d
select a[1], a[-1], a[1:2], a[:2], a[1:], a[:], a[1:10:2], a[:-:2], a['k'], a['k']['l'], 'abc'[1], 'abc'[1:2]
select [1, 2, 3], [], [1, 2,], [[1], [2, 3]], array[1, 2], array[]
select {'a': 1, b: 2, "c d": 3}, {'a': {'b': [1, 2]}}, {a: 1,}
select map {}, map {'a': 1, 'b': 2}, map {1: [2], 3: [4],}
select (1, 2), row(1, 2), row(1), row(), (1, (2, 3))
select [x + 1 for x in [1, 2, 3]], [x for x in l if x > 1], [x + i for x, i in l if i > 1]
select list_transform(l, x -> x + 1), list_transform(l, lambda x: x + 1), list_transform(l, lambda x, i: x + i)
select list_filter(l, (x, i) -> x > i), list_reduce(l, (a, b) -> a + b)
select list_filter(l, x -> x > 1 and x < 5 or x is null)
select #1, #2 from t
select ?, ? + ?
select ?1, ?2
select $1, $2, $1
select $name, $other
select a from t where b = $b and c = $c
select $$text$$, $tag$it's $$ here$tag$
select 'it''s', '', 'a\b', e'a\nb\t\\ \'', E'\x41\101', n'x'
select 'a'
select x'ab01', b'0101'
select 1, 1.5, .5, 1., 1e5, 1.5e-3, 1_000_000, 1e+5, 12345678901234567890, 0.1_5
select true, false, null, TRUE, Null
select "a""b", "select", "Äpfel", größe, _x, a1, a$b
select a -- comment
select /* comment */ a /* nested /* comment */ */ from t
select 1--1
select a.b, a.b.c, a.b.c.d, a.select, "a"."b"
select year, month, day, date, time, timestamp, interval, text, int, values, position, exists, row from t
select name, type, value, key, rows, first, last, filter, window_, range, groups, partition, over, respect from t
select year(a), month(a), date(a), range(3), first(a), values from t
select current_date, current_timestamp, current_time, user, today(), now()
select count(*) as count, sum(a) as sum, min, max from t
select a from t sample
select a from t semi_
select a from rows
select a from t year
select a from t as select_
describe
describe t
describe s.t
describe select 1
describe (select 1)
describe from t
desc t
show tables
show all tables
show t
summarize t
summarize select * from t
summarize from 'a.parquet'
from (describe t)
from (describe select 1) d
from (summarize t)
from (show tables)
with a as (select 1) from (describe a)
explain select 1
explain analyze select 1
explain analyze from t
explain (select 1)
explain copy t to 'x.csv'
explain create view v as select 1
copy t to 'a.csv'
copy t (a, b) to 'a.csv'
copy s.t to 'a.parquet' (format parquet)
copy (select 1) to 'a.csv'
copy (select 1) to 'a.csv' with (format csv, header, delimiter ';')
copy (select 1) to 'a.csv' (format 'csv', header true, delimiter '|', quote '"')
copy (from t) to 'a.parquet' (format parquet, compression zstd, row_group_size 100000)
copy (from t) to 'dir' (format parquet, partition_by (a, b), overwrite_or_ignore true)
copy (from t) to 'a.json' (format json, array true)
copy ((select 1) union all (select 2)) to 'a.csv'
copy (with a as (select 1) from a) to 'a.csv' (header false)
create view v as select 1
create or replace view v as select 1
create temp view v as select 1
create temporary view v as from t
create or replace temp view v as select 1
create view if not exists v as select 1
create view s.v as select 1
create view v(a, b) as select 1, 2
create view v as with a as (select 1) from a
create view v as (select 1) union all (select 2)
create view "My View" as values (1)
create recursive view r(n) as select 1 union all select n + 1 from r where n < 10
pivot t on a using sum(b)
pivot t on a
pivot t on a, b using sum(c)
pivot t on a in (1, 2) using sum(b) as total, max(b)
pivot t on a in ('x', 'y') using sum(b) group by c
pivot t on a using sum(b) group by c, d
pivot t on a || '_' || b using sum(c)
pivot t using sum(b) group by a
pivot t group by a
pivot (from t where a > 1) on b using count(*)
pivot t join u using (k) on a using sum(b)
pivot_wider t on a using sum(b)
from (pivot t on a using sum(b))
with p as (pivot t on a using sum(b)) select * from p
pivot t on a using sum(b) order by c limit 3
from t pivot (sum(b) for a in (1, 2))
from t pivot (sum(b) as s, max(b) as m for a in (1, 2) c in ('x', 'y'))
from t pivot (sum(b) for a in (1 as one, 2 as two) group by c)
from t pivot (sum(b) for (a, c) in ((1, 2), (3, 4))) as p
from t pivot (sum(b) for a in (1, 2)) p
unpivot t on a, b
unpivot t on a, b into name k value v
unpivot t on columns(* exclude (id)) into name k value v
unpivot t on (a, b), (c, d) into name k value v, w
unpivot t on * exclude (id)
pivot_longer t on a, b
from (unpivot t on a, b)
from t unpivot (v for k in (a, b))
from t unpivot include nulls (v for k in (a, b))
from t unpivot exclude nulls (v for k in (a as 'x', b as 'y')) as u
from t unpivot ((v, w) for k in ((a, b), (c, d)))
select l_returnflag, l_linestatus, sum(l_quantity) as sum_qty, sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as sum_charge, avg(l_discount) as avg_disc, count(*) as count_order from lineitem where l_shipdate <= cast('1998-12-01' as date) - interval '90' day group by l_returnflag, l_linestatus order by l_returnflag, l_linestatus
select s_acctbal, s_name, n_name, p_partkey from part, supplier, partsupp, nation, region where p_partkey = ps_partkey and s_suppkey = ps_suppkey and p_size = 15 and p_type like '%BRASS' and ps_supplycost = (select min(ps_supplycost) from partsupp, supplier, nation, region where p_partkey = ps_partkey and r_name = 'EUROPE') order by s_acctbal desc, n_name limit 100
select o_orderpriority, count(*) as order_count from orders where o_orderdate >= date '1993-07-01' and o_orderdate < date '1993-07-01' + interval '3' month and exists (select * from lineitem where l_orderkey = o_orderkey and l_commitdate < l_receiptdate) group by o_orderpriority order by o_orderpriority
select supp_nation, cust_nation, l_year, sum(volume) as revenue from (select n1.n_name as supp_nation, n2.n_name as cust_nation, extract(year from l_shipdate) as l_year, l_extendedprice * (1 - l_discount) as volume from supplier, lineitem, orders, customer, nation n1, nation n2 where s_suppkey = l_suppkey and ((n1.n_name = 'FRANCE' and n2.n_name = 'GERMANY') or (n1.n_name = 'GERMANY' and n2.n_name = 'FRANCE')) and l_shipdate between date '1995-01-01' and date '1996-12-31') as shipping group by supp_nation, cust_nation, l_year
select c_count, count(*) as custdist from (select c_custkey, count(o_orderkey) from customer left outer join orders on c_custkey = o_custkey and o_comment not like '%special%requests%' group by c_custkey) as c_orders (c_custkey, c_count) group by c_count order by custdist desc, c_count desc
select 100.00 * sum(case when p_type like 'PROMO%' then l_extendedprice * (1 - l_discount) else 0 end) / sum(l_extendedprice * (1 - l_discount)) as promo_revenue from lineitem, part where l_partkey = p_partkey
select sum(l_extendedprice) / 7.0 as avg_yearly from lineitem, part where p_partkey = l_partkey and l_quantity < (select 0.2 * avg(l_quantity) from lineitem where l_partkey = p_partkey)
select cntrycode, count(*) as numcust from (select substring(c_phone from 1 for 2) as cntrycode, c_acctbal from customer where substring(c_phone from 1 for 2) in ('13', '31') and not exists (select * from orders where o_custkey = c_custkey)) as custsale group by cntrycode
select a from t,
select columns from t
from values t
from range
select *
select exists
select a::map(int)
select a::map(int, int, int)
select interval
select interval 1 fortnight
select `a`
values (1),
end
(select 1 order by 1) limit 1
(select 1 limit 1) order by 1
(select 1 limit 1) offset 1
(select 1 offset 1) limit 1
(select 1 limit 1) union select 2 limit 1
with a as (select 1) (select 1)
(describe t) union select 1
(describe t)
((describe t))
select (describe t)
select list(a order by b)
select [x for x in a + b]
select 'a'.b
select 'a'[1].b
select (select 1).a.b
select cast(a as int).b
select cast(a as int)[1]
select {'a':1}['a']
select $1.a
select $1[1]
select case a when 1 then 2 end[1]
select array[1][1]
select array(select 1)[1]
select (1,2).a
select row(1)[1]
select -a.b
select lambda x: x + 1 or y
select a or lambda x: x
select a + lambda x: x
select a operator(+) b
select a from only t
select a from t *
select f(variadic a)
select treat(a as int)
select collation for (a)
select 1 from (select 1) offset 1 row
select a from t limit 10 percent
select a from t limit -1
select a from t limit 1.5
select a from t limit null
select count(* exclude (a))
select count(t.*)
select f(*, 1)
select * + 1
select 1 + *
select (*)
select (* exclude a)
select t.* + 1
select a not in b
select a in b.c[1]
select a in {'a':1}
select a in case when b then c end
select a in cast(b as int[])
select a in array[1]
select a in #1
select a in (values (1))
select a in ((select 1))
select a in ((select 1), 2)
select a in ((select 1) + 1)
select a in ((select 1) union select 2)
select a = any((select 1))
select a = any(values (1))
select a = all ([1])
select a ->> b + c
select a or b ->> c
select not a ->> b
select a between b is distinct from c and d
select a between b and c -> d
select position(a || b in c || d)
select a from t fetch first -5 rows only
select a from t fetch first (a + 1) rows only
select x'zz'
select b'012'
select E'\'a'
select N'a'
select $1a
select $ a
select $"a"
select ?a
select ? a
select ?1a
select $0
select $70000
select a$b
select $a$x$a$ || 'b'
select 1e400
select 123456789012345678901234567890123456789012345678901234567890
select 1.a
select a .b
select a. b
select a . * from t
select a -- x
select a /* x */ /* y */
select a*/* c */b
select a+-b
select a*-b
select a- -b
select a|-b
select a||-b
select a<-b
select a>-1
select a=-1
select a!=-1
select a@-1
select a->-1
select a:1
select a :1
select a : b
select {a :b}
select a[b:c]
select a[b::c]
select a[b::int:c]
select a['x':'y']
select a[b : c : d]
select a[:b:c]
select a[-1:]
select a[:-1]
select a[:-:]
select a[1:-:2]
select a[1:-:]
select map{'a':1}
select map {'a':1}['a']
select map {'a':1}.a
select map (a, b)
select map
select map from t
select values from t
select values
select (values)
select (values (1))
select interval '1'
select interval (1)
select interval (1) + 1
select interval '1 day'::text
select timestamp '2020-01-01' at time zone 'UTC'
select time with time zone '1'
select time
select timestamp(3) '2020'
select time(3) '1'
select varchar(3) 'a'
select varchar 'a'
select char varying 'a'
select character varying(3) 'a'
select national character 'a'
select nchar 'a'
select float(5) '1'
select bit '1'
select bit(3) '1'
select bit varying '1'
select double precision '1'
select double 'a'
select foo(1) 'a'
select s.foo 'a'
select a::setof int
select a::decimal()
select a::foo()
select a::foo(1, 'a')
select a::foo(-1)
select a::foo(1,)
select a::decimal(1,)
select a::struct("a b" int)
select a::interval(3)
select a::interval year to month
select a::timestamp with time zone[]
select a::time(3) with time zone
select a::union(a int)
select a::row(a int)
select a::national character varying(3)
describe 'a.parquet'
summarize 'a.parquet'
copy 'a.parquet' to 'a.csv'
select mode() within group (order by a desc)
