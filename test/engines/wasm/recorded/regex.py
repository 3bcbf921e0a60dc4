"""Writes what polars 2.1.0 (Rust's regex) finds for patterns, good and bad, beside this file."""
import json, os, random
os.environ.setdefault("POLARS_SKIP_CPU_CHECK", "1")
import polars as pl

PATTERNS = r"""a*+|a**|a++|\p{^L}|\p{greek}|\p{isGreek}|a{,3}|a{|a{2|a{ 2 }|[[:loower:]]|[]a]|\Qab\E|\Z|\b{start}a|\<a|(?-u:.)|(?-u:\w)|(?R)a.|\1|(?=a)|(?<=a)|(?!a)|(?>a)|(?<n>a)|(?P<n>a)(?P<n>b)|(?P=n)|\k<n>|a{1000}|(a{100}){100}|(a{1000}){1000}|\pL|\p{Lu}|\p{sc=Greek}|\p{Script!=Greek}|\p{alphabetic}|\p{any}|\C|\/|\-|\e|\_|\ |x{2}{3}|(?i)k|[a-z&&[^aeiou]]|[a-z--b]|[a~~b]|[\d-x]|[a-\d]|[z-a]|*a|(|)|(?|(?P<1n>a)|\x{110000}|\u{41}|\u0041|\U00000041|\x4|\x41|(?z)a|()|(?:)|(?i-s)a|(?s-)|(?-)|(?)|a{3,2}|\012|\0|^*|\b*|$+|[^\n]|\N|\R|\h|\K|\G|\X|\<|\>|\b{end}|\b{start-half}|\b{end-half}|[[:alpha:]]|[[:^alpha:]]+|[[:alpha:]0]|(?i)ß|(?i)ſ|(?i:a)b|(?U)a+|(?U)a+?|(?x) a b # c|(?m)^b|(?m)a$|(?s).+|.+|\d+|\w+|\s+|\D+|\W+|\S+|\bβ|a\b|\B|\Bb|^a|b$|^$|a??|a+?b|(a|ab)(c|bcd)?|(a*)*|(a*)+|(a+)*b|(|a)*|(|a)+|(a|b)*?c|[^a]|[^a-z]|[a^]|[-a]|[a-]|[a\-z]|[\]]|[\\]|é|[à-ö]|\x{1F984}|.\z|\Aa|(?m:^.$)|(?P<year>\d{2})|\D\d|[\w&&[^\d]]|[\p{L}--\p{Lu}]|[^\p{L}]|(?i)[^a]|(?i)\p{Lu}|(?i)é|k|[K]|(?i)[k]|a{0}|a{0,0}b|(?:a|b){2,3}|(?:ab?){2}|\n|a.b|(?s)a.b|(a)|(b)?a|((a)|b)+|(?:(a)|b)+|x*|(a?)(b?)|\Ab|[[a-c]&&[b-d]]|[a-c&&b-d]|[a[bc]]|\xE9|\t|\{|\}|{|}|a}|]|a]|~|&|#|\#|\&|\~|(?i-u)k|(?-u)é|(?-u)[^a]|(?-u)\W|(?u)\w|\pZ|\p{Zs}|\p{White_Space}|\p{Nope}|\p{gc=Lu}|\p{scx=Greek}|\P{L}|\p{L|[|[a|[^|[a-|[]|[^]|\|a{99999999999}|(?P<|(?P<>a)|(?P<a-b>x)|(?P<é>x)|(?<a.b>x)""".split("|")
PATTERNS = [p for p in PATTERNS if p != ""] + ["a|b", "|", "a||b", "a|*", "ab|a", "a|ab", "(?i)a|B", "a(?i)b|c", "(a|b|ab)*c", "^(?:a|b)+$", "(^|x)a", "a$|b"]
TEXTS = ["", "a", "ab", "abc", "aab", "kK\u212a", "Aαβ", "12.5", "a\nb", "éa ß", "🦄a🦄", "xa1 b2", "foo_bar baz", "aaa", "]a-\\^", "ſs\r\nb", "~&#{}/", "abcbcd", "babaab"]
random.seed(7)
ATOMS = ["a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\b", "^", "$", "(a|b)", "(ab|a)", "(?:b|c)", "é", "(a*)", "(?i:B)", "\\d", ""]
def some(depth):
    if depth == 0 or random.random() < 0.3: return random.choice(ATOMS)
    k = random.random()
    if k < 0.4: return some(depth - 1) + some(depth - 1)
    if k < 0.55: return "(" + some(depth - 1) + "|" + some(depth - 1) + ")"
    if k < 0.65: return "(?:" + some(depth - 1) + "|" + some(depth - 1) + ")"
    return "(?:" + some(depth - 1) + ")" + random.choice(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{2,}", "{0,2}?"])
PATTERNS += sorted({some(4) for _ in range(400)})
out = []
s = pl.Series("s", TEXTS)
for p in PATTERNS:
    try:
        contains = s.str.contains(p).to_list()
        groups = p.count("(")
        out.append({"pattern": p, "contains": contains, "all": s.str.extract_all(p).to_list(), "groups": [s.str.extract(p, g).to_list() for g in range(1, min(groups, 4) + 1)], "replaced": s.str.replace_all(p, "<$0>").to_list()})
    except Exception as e:
        out.append({"pattern": p, "error": str(e).split("error: ")[-1].split("\n")[0][:100]})
with open(os.path.join(os.path.dirname(__file__), "regex.jsonl"), "w") as f:
    f.write("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in [TEXTS, *out]))
print(len(out), sum("error" in o for o in out))
