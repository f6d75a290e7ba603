import {complain} from "../../lib/check.js";

/** The little of ioredis that is used. */
export interface Redis {
  set(key: string, value: Buffer, ...options: unknown[]): Promise<unknown>;
  getBuffer(key: string): Promise<Buffer | null>;
  exists(key: string): Promise<number>;
  expire(key: string, seconds: number): Promise<number>;
  quit(): Promise<unknown>;
  disconnect(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  ping(): Promise<string>;
}

/** The little of BullMQ that is used. */
export interface BullQueue {
  add(name: string, data: unknown, options: Record<string, unknown>): Promise<BullJob>;
  close(): Promise<void>;
  setMaxListeners(n: number): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface BullJob {
  id?: string;
  data: unknown;
  waitUntilFinished(events: BullEvents): Promise<unknown>;
}

export interface BullEvents {
  setMaxListeners(n: number): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface BullWorker {
  close(force?: boolean): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "completed", listener: () => void): unknown;
}

export interface RedisPackages {
  Redis: new (url: string, options: Record<string, unknown>) => Redis;
  Queue: new (name: string, options: Record<string, unknown>) => BullQueue;
  QueueEvents: new (name: string, options: Record<string, unknown>) => BullEvents;
  Worker: new (name: string, run: (job: BullJob) => Promise<unknown>, options: Record<string, unknown>) => BullWorker;
}

/**
 * Loads bullmq and ioredis, which only those who spread trials over machines install.
 *
 * @throws ChurnbookError naming what to install
 */
export async function loadRedisPackages(): Promise<RedisPackages> {
  const [bull, redis] = ["bullmq", "ioredis"]; // by variables, so that nothing else asks for the packages
  try {
    const {Queue, QueueEvents, Worker} = (await import(bull)) as Pick<RedisPackages, "Queue" | "QueueEvents" | "Worker">;
    const {Redis} = (await import(redis)) as Pick<RedisPackages, "Redis">;
    return {Queue, QueueEvents, Worker, Redis};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw complain({
      where: "REDIS_URL",
      rule: "the packages bullmq and ioredis must be installed",
      got: "they are not",
      remedy: "Run npm install --no-save bullmq ioredis, or unset REDIS_URL."
    });
  }
}
