// Limits how often each key may ask: a bucket that fills by the second, so that a burst passes and a flood does not.

interface Bucket {
  left: number;
  at: number;
}

/** Buckets kept at most; the one that was asked for longest ago goes first. */
const BUCKETS_MAX = 10_000;

export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();
  private readonly perSecond: number;
  private readonly atOnce: number;

  constructor(perSecond: number, atOnce: number) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
  }

  /** Seconds to wait before the next request; 0: it may go on. `now` in milliseconds. */
  take(key: string, now: number = performance.now()): number {
    const bucket = this.buckets.get(key) ?? { left: this.atOnce, at: now };
    const filled = Math.min(this.atOnce, bucket.left + ((now - bucket.at) / 1000) * this.perSecond);
    const isFree = filled >= 1;
    this.buckets.delete(key);
    this.buckets.set(key, { left: isFree ? filled - 1 : filled, at: now });
    if (this.buckets.size > BUCKETS_MAX) this.buckets.delete(this.buckets.keys().next().value as string);
    return isFree ? 0 : Math.max(1, Math.ceil((1 - filled) / this.perSecond));
  }
}
