import { Metadata } from "./metadata.ts";
import type { ClientInterceptor } from "./transport.ts";

/** Cookies of one server that are kept at once. */
const MOST = 64;

interface Cookie {
  readonly value: string;
  readonly until: number;
}

function read(line: string, now: number): readonly [string, Cookie] | null {
  const [pair = "", ...attributes] = line.split(";");
  const cut = pair.indexOf("=");
  const name = pair.slice(0, Math.max(0, cut)).trim();
  if (name === "") return null;
  let until = Number.POSITIVE_INFINITY;
  let byAge = false;
  for (const a of attributes) {
    const [key = "", value = ""] = a.split("=").map((part) => part.trim());
    if (/^max-age$/i.test(key) && /^-?\d+$/.test(value)) {
      until = now + Number(value) * 1000;
      byAge = true;
    } else if (/^expires$/i.test(key) && !byAge && !Number.isNaN(Date.parse(value))) until = Date.parse(value);
  }
  return [name, { value: pair.slice(cut + 1).trim(), until }];
}

/** Keeps the cookies that a server sets, and sends them with each call, as sessions of Flight need it. */
export function cookieJar(): ClientInterceptor {
  const jar = new Map<string, Cookie>();
  const take = (metadata: Metadata): void => {
    const now = Date.now();
    for (const line of metadata.all("set-cookie")) {
      const found = read(line, now);
      if (found === null) continue;
      const [name, cookie] = found;
      if (cookie.until <= now) jar.delete(name);
      else if (jar.has(name) || jar.size < MOST) jar.set(name, cookie);
    }
  };
  return (_, options, next) => {
    const now = Date.now();
    for (const [name, { until }] of jar) if (until <= now) jar.delete(name);
    const headers = new Metadata().merge(options.headers);
    const sent = [...jar].map(([name, { value }]) => `${name}=${value}`);
    if (sent.length > 0) headers.set("cookie", [...headers.all("cookie"), ...sent].join("; "));
    return next({
      ...options,
      headers,
      onHeaders: (h) => {
        take(h);
        options.onHeaders?.(h);
      },
      onTrailers: (t) => {
        take(t);
        options.onTrailers?.(t);
      },
    });
  };
}
