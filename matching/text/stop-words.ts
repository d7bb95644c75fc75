/** English words that say nothing about technology. Chinese needs none: common characters have little weight. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a about above after again all also am an and any are as at be because been before being below between both but by can ' +
    'could did do does doing down during each few for from further had has have having he her here hers him his how i if in ' +
    'into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she ' +
    'should so some such than that the their theirs them then there these they this those through to too under until up very ' +
    'was we were what when where which while who whom why will with would you your yours may shall must upon thereof therein ' +
    'wherein said thereby via etc'
  ).split(' '),
);

/** Chinese characters that join words: a word shown to people does not span them. They are still searched. */
export const joiningChars: ReadonlySet<string> = new Set('的和与及或为将对在了是其该所被于由以从并且之等一种个各每本');
