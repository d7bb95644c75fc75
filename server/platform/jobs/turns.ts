/** Who takes turns: whoever has not had one, or had one longest ago, comes first. */
export function turns<Name>() {
  const last = new Map<Name, number>();
  let count = 0;
  return {
    inOrder: (names: readonly Name[]): Name[] =>
      [...names].sort((one, other) => (last.get(one) ?? 0) - (last.get(other) ?? 0)),
    take: (name: Name): void => {
      last.delete(name); // the map keeps the order in which turns were taken
      last.set(name, ++count);
      if (last.size > mostRemembered)
        for (const oldest of [...last.keys()].slice(0, last.size / 2)) last.delete(oldest);
    },
  };
}

/** An organisation that is forgotten again counts as one that had no turn yet. */
const mostRemembered = 10_000;
