import type { Tensor } from "@tensorflow/tfjs-core";

/** A tensor's numbers, read back from the backend; the tensor is freed. */
export async function readBack(tensor: Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}
