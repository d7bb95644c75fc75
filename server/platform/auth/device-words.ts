const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/DingTalk\//i, 'DingTalk'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(QQBrowser|MQQBrowser)\//, 'QQ Browser'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A device in words a person recognises (`Chrome, Windows`), from what a browser says of itself; '' when it says nothing known. */
export function deviceWords(userAgent: string | undefined): string {
  const said = (userAgent ?? '').slice(0, 500);
  const first = (table: typeof browsers) => table.find(([pattern]) => pattern.test(said))?.[1];
  return [first(browsers), first(systems)].filter((word) => word !== undefined).join(', ');
}
