import { Lens } from "./lens";

export default function Page() {
  return <Lens />;
}
