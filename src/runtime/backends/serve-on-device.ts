/** A worker whose operations compute on a device, which may be lost. */
import type { BackendName } from "../api/types";
import type { CallTypes, Handlers, Operations } from "../rpc/protocol";
import { serveWorker } from "../rpc/serve";
import { currentDevice, type Device } from "./device-loss";

/** Operations of which `start` chooses the backend. */
export type DeviceOperations<Table> = Operations<Table> & { readonly start: CallTypes<BackendName, void> };

/** Answers the page in a worker, once. From `start` on, the loss of the device settles each call, and the page is told at once. */
export function serveOnDevice<Table extends DeviceOperations<Table>>(handlers: Handlers<Table>): void {
  let device: Device | undefined;
  const server = serveWorker<Table>(handlers, {
    async run(name, input, work) {
      const output = await (device ? device.run(work) : work());
      if (name === "start") {
        device = currentDevice(input as BackendName);
        device.loss.onCancel(server.reportLoss);
      }
      return output;
    },
  });
}
