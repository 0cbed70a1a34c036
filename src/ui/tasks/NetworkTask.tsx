import { Discriminator } from "../discriminator/Discriminator";
import { FeatureStrip } from "../inside/FeatureStrip";
import { TrainingStory } from "../training/TrainingStory";

/** The stages of the generator, the discriminator, and how both were trained. */
export function NetworkTask() {
  return (
    <>
      <FeatureStrip />
      <Discriminator />
      <TrainingStory />
    </>
  );
}
