-- One statement a line. DuckDB takes none of them; the test asks it again each time.
(select 1 limit 1) limit 1
select first(a ignore nulls), last_value(a respect nulls) over ()
selct 1
select
select from t
select , a from t
select a,, b from t
select a from
select a from t where
select a from where b
select a from t group
select a from t group by
select a from t order by
select a from t order a
select a from t having
select a from t limit
select a from t limit 1, 2
select a from t offset
select a from t where a > 1 where b > 1
select a from t group by a group by b
select a from t having a group by b
select a from t order by a where b
select a from t limit 1 order by a
select a from t limit 1 where b
select a from t limit 1 limit 2
select a from t offset 1 offset 2
select distinct
select distinct distinct a
select all distinct a
select distinct on a from t
select distinct on () a from t
select a as
select a as 1
select a b c
select 1 year
select a day from t
select a as b as c
select 1: a
select 'x': a
select a select b
select 1 2
select 'a' 'b'
select a.
select .a
select a..b
select a.1
select a.*.b
select a.b.*
select (a).*
select (a.b).*
select *.a
select ** from t
select * * from t
select * exclude from t
select * exclude () from t
select * except (a) from t
select * replace (a) from t
select * replace () from t
select * rename (a) from t
select * rename (a b) from t
select * replace (a as b) exclude (c) from t
select columns() from t
select columns(a, b) from t
from
from t select
from t from u
from select 1
from t where
from (t)
from ()
from (select 1
from select
from 1
from t as
from t as 1
from t as u as v
from t u v
from t u()
from t u(1)
from t.*
from a.b.c.d
from values (1)
from lateral t
from range(
from t join
from t join u
from t join u on
from t join u using
from t join u using a
from t join u using ()
from t join u using (a + 1)
from t join u on a = b on c = d
from t left u
from t left join u
from t outer join u on true
from t inner outer join u on true
from t semi outer join u on true
from t cross join u on true
from t cross u
from t natural join u on true
from t natural join u using (a)
from t natural cross join u
from t positional join u on true
from t positional u
from t asof u
from t asof join u
from t asof cross join u
from t join on true
from join t
from t, , u
from t tablesample
from t tablesample 10 foo
from t tablesample a
from t tablesample bernoulli
from t tablesample bernoulli()
from t tablesample foo(10%)
from t tablesample 10% repeatable (1)
from t tablesample 101%
from t using sample
from t using sample a
select * from t using 10
select a from t where and b
select a from t where a and
select a from t where a or
select a from t where not
select a from t where or a
select a from t where a b
select a from t where a = = b
select a +
select a * / b
select +
select / a
select a /
select % a
select = a
select a =
select a = b = c
select a < b < c
select a = b <> c
select a <= b >= c
select a like b like c
select a in (1) between
select a between 1
select a between 1 and
select a between and 2
select a between 1, 2
select a between 1 or 2
select a between 1 and 2 between 3 and 4
select a between symmetric 1 and 2
select a like
select like a
select a not like
select a not
select a not b
select a not glob 'b'
select a like 'b' escape
select a glob 'b' escape 'c'
select a similar 'b'
select a similar to
select a is
select a is not
select a is 1
select a is b
select a is distinct b
select a is distinct from
select a is distinct from b is distinct from c
select a is not distinct b
select a is null null
select a in
select a in ()
select a in 1
select a in 'x'
select a in (1, 2
select a in (1 2)
select a in (,1)
select a in not b
select a = any
select a = any b
select a = any ()
select a like any ('x')
select a + any (select 1)
select any (select 1)
select a exists (select 1)
select exists (1)
select exists ()
select case
select case end
select case a end
select case when end
select case when a end
select case when a then end
select case when a then b
select case when a then b else end
select case when a then b else c else d end
select case a then b end
select cast(a)
select cast(a as)
select cast(a, int)
select cast(as int)
select cast a as int
select try_cast(a)
select a::
select a::1
select a::'int'
select a::int(3)
select a::varchar(a)
select a::decimal(a)
select a::int[
select a::int[a]
select a::int[-1]
select a::struct(int)
select a::struct()
select a::union()
select a::timestamp with zone
select a::double 'x' y z
select a::int.b
select date 1
select interval a day
select interval -1 day
select interval 1.5 day
select interval '1' year to month
select interval 1 day to hour
select extract(year a)
select extract(from a)
select extract(1 from a)
select extract(year from)
select position('a', b)
select position('a' in)
select position(a in b in c)
select substring(a from)
select substring(from 1)
select substring(a from 1 to 2)
select trim(leading)
select trim(leading 'x' from)
select trim(both leading 'x' from a)
select overlay(a)
select overlay(a placing b)
select overlay(a, b, c)
select nullif(a)
select nullif(a, b, c)
select nullif()
select coalesce()
select grouping()
select f(
select f(a
select f(a,)
select f(,a)
select f(a b)
select f(distinct)
select f(distinct *) from
select f(a order b)
select f(a order by)
select f(order by a, )
select f(x := )
select f(1 := 2)
select f('x' := 2)
select f(a) filter
select f(a) filter ()
select f(a) filter (where)
select f(a) filter where a
select f(a) over
select f(a) over 1
select f(a) over (partition a)
select f(a) over (partition by)
select f(a) over (order a)
select f(a) over (order by b partition by c)
select f(a) over (rows)
select f(a) over (rows 1)
select f(a) over (rows preceding)
select f(a) over (rows between 1 preceding)
select f(a) over (rows between 1 preceding and)
select f(a) over (rows unbounded following)
select f(a) over (rows 1 following)
select f(a) over (rows between unbounded following and current row)
select f(a) over (rows between current row and 1 preceding)
select f(a) over (rows between 1 following and current row)
select f(a) over (rows between 1 following and 1 preceding)
select f(a) over (rows between current row and unbounded preceding)
select f(a) over (rows 1 preceding exclude)
select f(a) over (rows 1 preceding exclude current)
select f(a) over (exclude ties)
select f(a) over (order by b) filter (where c)
select f(a) within group
select f(a) within group (a)
select percentile_cont(distinct 0.5) within group (order by a)
select percentile_cont(0.5 order by b) within group (order by a)
select foo(0.5) within group (order by a)
select a from t window
select a from t window w
select a from t window w as
select a from t window w as partition by b
select a from t window w as (partition by b) group by a
select a from t qualify
select a from t qualify a having b
select a[
select a[]
select a[1
select a[1:2:3:4]
select a[1,2]
select a[1].f(2)
select 'a'.upper()
select 1.upper()
select [1
select [1 2]
select [,1]
select [,]
select [x for]
select [x for x]
select [x for x in]
select [x for x of y]
select [for x in y]
select [x, y for x in z]
select {}
select {a}
select {a: }
select {a 1}
select {1: 2}
select {a: 1, , b: 2}
select {a: 1
select {a.b: 1}
select map {1}
select map {1: }
select map {1 2}
select map {: 1}
select (
select ()
select (1
select (1, )
select (, 1)
select 1)
select (1 2)
select ((1)
select (select 1
select (select)
select (select 1) select 2
select lambda x
select lambda : x
select lambda x y: x
select lambda (x): x
select x ->
select -> x
select ?a + $1 +
select $a + ?
select ? + $a
select $
select $a$b
select #
select #a
select #0
select @
select a;b
select a from t; selct b
select 'a
select "a
select ""
select /* a
select $$a
select $x$a$y$
select e'a
select a \ b
select 1.5.2
select 1..2
select 'a'b'c'
select a ? b
select 1 union
select 1 union select
select union select 1
select 1 union union select 2
select 1 union all all select 2
select 1 union by select 2
select 1 union name select 2
select 1 except by name select 2
select 1 intersect by name select 2
select 1 order by 1 union select 2
select 1 limit 1 union select 2
union select 1
(select 1
(select 1))
(1)
()
values
values ()
values 1
values (1) (2)
values (1), (2, 3)
values (1), ()
table
table t where a
table (select 1)
with
with a
with a as
with a as select 1
with a as (select 1)
with a as () select 1
with a as (select 1), select 2
with a (select 1) select 1
with a() as (select 1) select 1
with a as materialized select 1
with a as maybe materialized (select 1) from a
with recursive select 1
with with a as (select 1) select 1
select 1 union with a as (select 1) from a
with a as (select 1) with b as (select 2) from a
describe 1
describe select
describe t u
summarize
summarize 1
explain
explain explain select 1
explain 1
explain analyze
copy
copy t
copy t to
copy t to 1
copy (select 1)
copy (select 1) to
copy (select 1) to 'a' 'b'
copy (select 1) to 'a' (format
copy (select 1) to 'a' (1)
copy (select 1) to 'a' (,)
copy () to 'a'
copy select 1 to 'a'
copy t (a) (b) to 'a'
create
create view
create view v
create view v as
create view v select 1
create view v as 1
create view v() as select 1
create view v (a as select 1
create view v as select 1 select 2
create or view v as select 1
create replace view v as select 1
create or replace view if not exists v as select 1
create if not exists view v as select 1
create temp or replace view v as select 1
create view if exists v as select 1
create view a.b.c.d as select 1
create recursive view r as select 1
pivot
pivot t
pivot on a using sum(b)
pivot t on
pivot t on a using
pivot t on a in using sum(b)
pivot t on a in () using sum(b)
pivot t using sum(b) on a
pivot t on a group a
from t pivot
from t pivot ()
from t pivot (sum(b))
from t pivot (sum(b) for a)
from t pivot (sum(b) for a in)
from t pivot (for a in (1))
from t pivot (sum(b) for a in (1)
unpivot
unpivot t
unpivot t on
unpivot t on a into
unpivot t on a into name k
unpivot t on a into value v
unpivot t on a into name value v
from t unpivot
from t unpivot (v)
from t unpivot (v for k)
from t unpivot (v for k in ())
from t unpivot (v for k in a)
from t unpivot nulls (v for k in (a))
group by a
where a
order by a
a
1
a + b
'text'
*
;;;; a
(select 1 order by 1) order by 1
(select 1 offset 1) offset 1
((select 1 limit 1)) limit 1
((select 1 limit 1) limit 2)
with a as (select 1) (with b as (select 2) select 1)
with a as (select 1) (select 1 limit 1) limit 1
with a as (select 1) describe a
select 1 union describe t
(describe t) limit 1
with a as (describe t) from a
with a as (summarize t) from a
select if(a)
select if(a,b)
select ifnull(a)
select date(a,b)
select try(a,b)
select try()
select [x for x in a + b if c]
select (select 1).f()
select grouping(a).b
select exists(select 1).b
select 1[1]
select null[1]
select date 'x'[1]
select a::int[1].b
select #1.a
select interval 1 day[1]
select a is of (int)
select a from t order by a using <
select a from t for update
select a from t for share
select a into b from t
select a from t limit 1 row
select a from t limit a percent
select a in *
select columns(a)::int.b
select a in (select 1).x
select a in (b).x
select a in f(b).x
select a in f(b)[1]
select a in interval 1 day
select a = any(1, 2)
select a + all (select 1)
select a -> any (select 1)
select a between b -> c and d
select a between b is null and d
select a between not b and c
select a between b like c and d
select position(not a in b)
select * from t limit 5 offset 2 fetch first row only
select a from t fetch first 5 rows only limit 1
select a from t fetch first a + 1 rows only
select E'\0'
select E'\xff'
select E'\u0041'
select 1 as "a" "b"
select 1.2.3
select 1 .a
select a::-1
select {a::b}
select a[::c]
select float(60) '1'
select a::float(60)
select a::float(0)
select int(1)
select boolean(1)
select setof int
select a::foo(b)
select a::struct(a int,)
select a::struct('a' int)
select a::int array[]
select a::int[3] array
select a::int array[3][]
select cast(a as text collate nocase)
from t ,
select percentile_cont() within group (order by a)
select mode(a) within group (order by a)
pivot t on 1
from t pivot (sum(b) for 50 in (1))
select f(a) within group (order by b)
