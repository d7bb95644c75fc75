/** Stream `task:<id of the task>`: who takes what waits for an organisation. */
export type InboxEvents = {
  'task.taken': Readonly<{ task: string }>;
  'task.handedBack': Readonly<{ task: string }>;
};
