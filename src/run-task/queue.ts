/** Runs tasks, a few at a time; the others wait in their order. No task is under one name twice. */
export class TaskQueue {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, () => Promise<void>>();

  /**
   * @param atOnce Tasks that run at the same time.
   * @param mostWaiting Tasks that may wait.
   */
  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Takes a task, unless it is here already (`known`) or too many wait (`full`). A task never rejects. */
  add(name: string, task: () => Promise<void>): "taken" | "known" | "full" {
    if (this.#running.has(name) || this.#waiting.has(name)) return "known";
    if (this.#running.size >= this.atOnce && this.#waiting.size >= this.mostWaiting) return "full";
    this.#waiting.set(name, task);
    this.#next();
    return "taken";
  }

  get size(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running.size, waiting: this.#waiting.size };
  }

  /** Until every task is done. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#running.size >= this.atOnce) return;
    const [name, task] = first;
    this.#waiting.delete(name);
    const done = task().finally(() => {
      this.#running.delete(name);
      this.#next();
    });
    this.#running.set(name, done);
  }
}
