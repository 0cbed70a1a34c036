/** When the frames of a film are shown. Every time is counted from the film's start, so that rounding does not add up. */

/** The fewest hundredths of a second that browsers respect: they show a GIF frame with fewer for a tenth of a second. */
const LEAST_DELAY = 2;

/** The most frames that a GIF can show in a second. */
export const MOST_GIF_FRAMES = 100 / LEAST_DELAY;

/** When a frame begins, in microseconds. @param number of the frame, from 0 */
export function frameStart(number: number, framesPerSecond: number): number {
  return Math.round((number * 1e6) / framesPerSecond);
}

/** How long a frame is shown, in hundredths of a second. @param number of the frame, from 0 */
export function frameHundredths(number: number, framesPerSecond: number): number {
  const start = (at: number) => Math.round((at * 100) / framesPerSecond);
  return start(number + 1) - start(number);
}

/** Whether a frame stands on its own, for players to jump to: one in each second. */
export function isKeyFrame(number: number, framesPerSecond: number): boolean {
  return number % Math.ceil(framesPerSecond) === 0;
}
