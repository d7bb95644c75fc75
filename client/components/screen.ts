import type { ComponentType } from 'react';
import type { Language } from '../../server/domain/languages.ts';
import type { Viewer } from '../lib/viewer.ts';
import type { IconName } from './icon.tsx';

/** The sections of the navigation, in display order. */
export const sections = ['start', 'listings', 'dealing', 'amounts', 'people'] as const;

/**
 * A screen of a feature: its path, its code (loaded when it is first opened), and its entry in the navigation, if it has
 * one.
 */
export type Screen = Readonly<{
  path: string;
  load: () => Promise<{ Component: ComponentType }>;
  /** The navigation entry to highlight, where the path alone does not tell. */
  under?: string;
  nav?: Entry;
}>;
export type Entry = Readonly<{
  section: (typeof sections)[number];
  /** Kept here because the feature's texts load only with its screens. */
  label: Readonly<Record<Language, string>>;
  icon: IconName;
  isFor: (me: Viewer) => boolean;
  /** Shown in the bottom bar of a phone, which has room for few. */
  isFirst?: true;
}>;
