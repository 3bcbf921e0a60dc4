import { concat } from "./bundle/polaroid.js";
import { connect } from "./bundle/remote.js";

const MOST = 1000;
const at = (id) => document.getElementById(id);
let stop = new AbortController();
const tell = (text, error = false) => {
  at("status").textContent = text;
  at("status").className = error ? "error" : "";
};

/** The first rows, as many as are shown, and how many there are. */
async function rowsOf(client, text) {
  const parts = [];
  let [shown, all] = [0, 0];
  for await (const part of client.streamCollect(client.sql(text), { signal: stop.signal })) {
    if (shown < MOST) parts.push(part.head(MOST - shown));
    shown += Math.min(part.height, MOST - shown);
    all += part.height;
    tell(`${all.toLocaleString("en-US")} rows so far`);
  }
  return { frame: concat(parts), all };
}

async function ask() {
  stop = new AbortController();
  at("run").disabled = true;
  at("stop").disabled = false;
  at("rows").replaceChildren();
  tell("asking");
  const token = at("token").value;
  const started = performance.now();
  try {
    await using client = await connect(at("url").value, { ...(token !== "" && { token }), retry: { attempts: 1 } });
    at("tables").textContent = `tables: ${(await client.tables()).map((t) => t.name).join(", ") || "none"}`;
    const { frame, all } = await rowsOf(client, at("sql").value);
    at("rows").innerHTML = frame.toHTML();
    tell(`${all.toLocaleString("en-US")} rows in ${(performance.now() - started).toFixed(0)} ms`);
  } catch (error) {
    tell(error.message, true);
  } finally {
    at("run").disabled = false;
    at("stop").disabled = true;
  }
}

at("flag").textContent = `--cors ${location.origin}`;
at("ask").addEventListener("submit", (e) => {
  e.preventDefault();
  ask();
});
at("stop").addEventListener("click", () => stop.abort());
document.body.dataset.ready = "yes";
