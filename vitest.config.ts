import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/commands/build.ts"],
    pool: "forks",
    // One less by default, which on two processors is one after the other.
    maxWorkers: availableParallelism(),
    // Property tests and child processes take a while on a busy machine.
    setupFiles: ["test/seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      // The tests of the commands run the built ones in processes of their own.
      exclude: ["src/cli.ts", "src/commands/**", "src/index.ts", "src/**/*.d.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { statements: 88, branches: 78, functions: 83, lines: 91 },
    },
  },
});
