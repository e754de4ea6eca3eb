import { InvalidPropError } from "../shared/validation.js";

/**
 * Memory in MiB that Fargate has for each CPU size: the least, the most and the step.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
const SIZES: Readonly<Record<number, readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};

export function requireFargateSize(cpu: number, memory: number): void {
  const size = SIZES[cpu];
  if (!size) throw new InvalidPropError("workerCpu", cpu, `one of ${Object.keys(SIZES).join(", ")}`);
  const [least, most, step] = size;
  const isInStep = (memory - least) % step === 0 && !(cpu === 256 && memory === 1536);
  if (!isInStep || memory < least || memory > most) {
    const allowed = `${least} to ${most} MiB in steps of ${step} for ${cpu} CPU units`;
    throw new InvalidPropError("workerMemory", memory, allowed);
  }
}
