import { clipped, plain } from "../report/text.js";

/** Work that is done sooner needs no word. */
const PATIENCE = 300;

/** One line on a terminal that tells what is being done, gone when it is done. */
export interface Progress {
  readonly say: (text: string) => void;
  readonly done: () => void;
}

/** Writes nothing where standard error is no terminal, or is that of a CI server. */
export function progressOn(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Progress {
  const isSilent =
    stream.isTTY !== true ||
    environment.TERM === "dumb" ||
    (environment.CI !== undefined && environment.CI !== "");
  if (isSilent) return { say: () => {}, done: () => {} };
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let isShown = false;
  const show = (text: string) => {
    stream.write(`\r\u001b[K${clipped(`${plain(text)} …`, (stream.columns || 80) - 1)}`);
    isShown = true;
  };
  return {
    say(text) {
      clearTimeout(timer);
      const left = PATIENCE - (performance.now() - started);
      // Work that keeps the event loop busy lets no timer through, so what is late already is shown at once.
      if (left <= 0) show(text);
      else timer = setTimeout(() => show(text), left).unref();
    },
    done() {
      clearTimeout(timer);
      if (isShown) stream.write("\r\u001b[K");
      isShown = false;
    },
  };
}
