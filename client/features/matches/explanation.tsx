import { useQuery } from '@tanstack/react-query';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { Bars, isFeature } from './bars.tsx';
import { PlacementNote } from './placement-note.tsx';
import { SuggestedTerms } from './suggested-terms.tsx';
import { Highlight } from './highlight.tsx';
import { givenText } from './given-text.ts';
import type { Explained } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

type Pair = Readonly<{ needId: string; patentId: string }>;

/** All reasons of a pair: placement, bars of both sides, shared words, conditions, and what would raise the fit. */
export function Explanation(pair: Pair) {
  const query = useQuery(read('matches.explain', { params: pair }));
  return (
    <Shown query={query}>
      {({ reasons, placement }) => (
        <>
          <PlacementNote placement={placement} />
          {reasons && <Reasons reasons={reasons} {...pair} />}
        </>
      )}
    </Shown>
  );
}

function Reasons({ reasons, needId, patentId }: Pair & Readonly<{ reasons: Explained }>) {
  const say = useTexts(matchesTexts);
  return (
    <div className="reasons">
      <Bars title={say('needSide')} side={reasons.needSide} />
      <Bars title={say('patentSide')} side={reasons.patentSide} />
      <Words words={reasons.words} needId={needId} patentId={patentId} />
      <Conditions reasons={reasons} />
      <Advice reasons={reasons} />
    </div>
  );
}

function Words({ words, needId, patentId }: Pair & Readonly<{ words: Explained['words'] }>) {
  const say = useTexts(matchesTexts);
  const need = useQuery(read('needs.get', { params: { needId } })).data;
  const patent = useQuery(read('patents.get', { params: { patentId } })).data;
  const spans = (side: 'needSpans' | 'patentSpans', part: string) =>
    words.flatMap((word) => word[side].filter((span) => span.part === part));
  return (
    <section className="stack-tight wide">
      <h3>{say('words')}</h3>
      {words.length === 0 && <p className="muted">{say('noWords')}</p>}
      <div className="row">
        {words.slice(0, 12).map(({ word }) => (
          <Tag key={word}>{word}</Tag>
        ))}
      </div>
      <div className="form-row">
        {need && (
          <div>
            <span className="muted small">{say('needText')}</span>
            <div className="text" tabIndex={0} role="region" aria-label={say('needText')}>
              <strong>
                <Highlight text={need.title} spans={spans('needSpans', 'title')} />
              </strong>
              {'\n'}
              <Highlight text={need.description} spans={spans('needSpans', 'description')} />
            </div>
          </div>
        )}
        {patent && (
          <div>
            <span className="muted small">{say('patentText')}</span>
            <div className="text" tabIndex={0} role="region" aria-label={say('patentText')}>
              <strong>
                <Highlight text={patent.title} spans={spans('patentSpans', 'title')} />
              </strong>
              {'\n'}
              <Highlight text={patent.abstract ?? ''} spans={spans('patentSpans', 'abstract')} />
              {patent.mainClaim && '\n\n'}
              <Highlight text={patent.mainClaim ?? ''} spans={spans('patentSpans', 'mainClaim')} />
              {(patent.translatedTitle ?? patent.translatedAbstract) && '\n\n'}
              <Highlight text={patent.translatedTitle ?? ''} spans={spans('patentSpans', 'translatedTitle')} />
              {patent.translatedTitle && '\n'}
              <Highlight text={patent.translatedAbstract ?? ''} spans={spans('patentSpans', 'translatedAbstract')} />
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

const tones = { satisfied: 'good', partly: 'wait', contradicted: 'bad', open: 'plain', missing: 'plain' } as const;
function Conditions({ reasons }: Readonly<{ reasons: Explained }>) {
  const say = useTexts(matchesTexts);
  const common = useTexts(commonTexts);
  return (
    <section className="stack-tight">
      <h3>{say('conditions')}</h3>
      <ul className="stack-tight">
        {reasons.constraints.map(({ feature, state, missing, wanted, offered }) => (
          <li key={feature}>
            <Tag tone={tones[state]}>{say(`conditionState.${state}`)}</Tag>{' '}
            {isFeature(feature) ? say(`feature.${feature}`) : feature}
            <span className="muted small">
              {missing && ` · ${say(`missing.${missing}`)}`}
              {givenText(feature, wanted, common) &&
                ` · ${say('wanted', { value: givenText(feature, wanted, common) })}`}
              {givenText(feature, offered, common) &&
                ` · ${say('offered', { value: givenText(feature, offered, common) })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Advice({ reasons }: Readonly<{ reasons: Explained }>) {
  const say = useTexts(matchesTexts);
  const { terms, whatWouldRaise } = reasons;
  const raises = whatWouldRaise.filter(({ gain }) => gain >= 0.005);
  return (
    <section className="stack-tight">
      {raises.length > 0 && <h3>{say('raise')}</h3>}
      <ul>
        {raises.map(({ feature, how, gain }) => (
          <li key={feature}>
            {say(`raiseLine.${how}`, {
              feature: isFeature(feature) ? say(`feature.${feature}`) : feature,
              gain: (gain * 100).toFixed(1),
            })}
          </li>
        ))}
      </ul>
      <h3>{say('terms')}</h3>
      <SuggestedTerms terms={terms} />
    </section>
  );
}
