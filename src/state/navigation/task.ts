/** Which task's controls are on show. It is part of the address, and no step of undo. */
import { TASKS, type Task, useStore } from "../store/store";

const NAME = "tab";

/** The task that an address names. @param hash with or without its `#` */
export function taskOfHash(hash: string): Task | undefined {
  const named = new URLSearchParams(hash.replace(/^#/, "")).get(NAME);
  return TASKS.find((task) => task === named);
}

/** What an address says of a task; nothing of the first one. */
export function taskForHash(task: Task): string {
  return task === TASKS[0] ? "" : `&${NAME}=${task}`;
}

/** Shows a task's controls. On a narrow page they are a sheet, which opens. */
export function openTask(task: Task): void {
  const { task: before, taskBefore } = useStore.getState();
  useStore.setState({
    task,
    taskBefore: before === "display" ? taskBefore : before,
    sheetOpen: true,
  });
}

/** Back from the settings of the map to the tab that was open before. */
export function closeDisplay(): void {
  const { taskBefore } = useStore.getState();
  useStore.setState({ task: taskBefore });
}

export function closeSheet(): void {
  useStore.setState({ sheetOpen: false });
}
