import { handle, run } from "@oclif/core";

/** Runs the command line; `root` is the folder of package.json. */
export async function main(args: string[], root: string): Promise<void> {
  // A reader that closes early (`| head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    await run(args, { root });
  } catch (error) {
    await handle(error as Error);
  }
}
