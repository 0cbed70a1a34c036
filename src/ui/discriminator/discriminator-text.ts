import { type DiscriminatorText, discriminatorEn } from "../../locales/en/discriminator";
import { ownText } from "../own-text";

const { use, follow } = ownText<DiscriminatorText>(
  discriminatorEn,
  async () => (await import("../../locales/ko/discriminator")).discriminatorKo,
);
void follow();

/** Text of the discriminator. */
export const useDiscriminatorText = use;
