import type { ComponentType } from 'react';
import type { Language } from '../../server/domain/languages.ts';
import type { Viewer } from '../lib/viewer.ts';
import type { IconName } from './icon.tsx';

/** The parts of the navigation, in its order: one a wing of the exchange. */
export const sections = ['start', 'listings', 'dealing', 'amounts', 'people'] as const;

/**
 * A screen that a feature brings: its path, its code (loaded when it is first opened), and where the navigation offers
 * it to whom.
 */
export type Screen = Readonly<{
  path: string;
  load: () => Promise<{ Component: ComponentType }>;
  /** The path of the entry that it belongs to, where its own path does not say so. */
  under?: string;
  nav?: Entry;
}>;
export type Entry = Readonly<{
  section: (typeof sections)[number];
  /** Here and not among the feature's texts, which load with its screens. */
  label: Readonly<Record<Language, string>>;
  icon: IconName;
  isFor: (me: Viewer) => boolean;
  /** One of the few that a phone shows at once. */
  isFirst?: true;
}>;
