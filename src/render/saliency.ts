/** How much each pixel of an image moves a score: from its gradient. Pure. */

/** The length of each pixel's gradient over its channels, [size * size], from [size, size, channels]. */
export function pixelNorms(gradient: Float32Array, size: number): Float32Array {
  const channels = gradient.length / (size * size);
  return Float32Array.from({ length: size * size }, (_, pixel) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += gradient[pixel * channels + c] ** 2;
    return Math.sqrt(sum);
  });
}
