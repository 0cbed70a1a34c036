export function WalkRecorder() {
  return null;
}
