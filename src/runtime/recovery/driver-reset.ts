import type { LensError } from "../../model/errors";

/** A driver that was reset needs a moment before it gives a device again. */
const RESET_MS = 500;

/** Waits for the driver, where it was the device that was lost. */
export async function driverReset({ code }: LensError): Promise<void> {
  if (code === "device-lost") await new Promise((resolve) => setTimeout(resolve, RESET_MS));
}
