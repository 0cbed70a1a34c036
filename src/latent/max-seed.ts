/** Apart from the generator of noise: what validates a seed needs no more of it. */

/** Seeds are unsigned 32-bit integers. */
export const MAX_SEED = 0xffffffff;
