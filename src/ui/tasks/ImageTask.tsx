import { ImageControls } from "../controls/ImageControls";
import { LatentControls } from "../controls/LatentControls";
import { Directions } from "../steer/Directions";
import { SavedImages } from "../steer/SavedImages";
import { Walk } from "../steer/Walk";

/** Which image is drawn: class, truncation, directions, mixing, a walk, the latent vector. */
export function ImageTask() {
  return (
    <>
      <ImageControls />
      <Directions />
      <SavedImages />
      <Walk />
      <LatentControls />
    </>
  );
}
