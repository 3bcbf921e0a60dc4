import { request } from "node:https";

/** The text at an address, whoever signed its certificate. */
const textOf = (url: string): Promise<string> =>
  url.startsWith("http:")
    ? fetch(url).then((r) => r.text())
    : new Promise((resolve, reject) => {
        const asked = request(url, { rejectUnauthorized: false }, (response) => {
          let text = "";
          response.on("data", (d: Buffer) => {
            text += d;
          });
          response.on("end", () => resolve(text));
        });
        asked.on("error", reject).end();
      });

/** How many queries run on a server. */
export const runningAt = async (url: string): Promise<number> =>
  Number(/^polaroid_queries_running (\d+)$/m.exec(await textOf(`${url}/metrics`))?.[1]);
