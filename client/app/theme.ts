import { theme as antd, type ThemeConfig } from 'antd';
import { usePrefers } from '../lib/use-prefers.ts';

/** The same values as colours.css. Text has a contrast of at least 4.5:1. */
const light = {
  colorPrimary: '#1d4fb8',
  colorLink: '#1d4fb8',
  colorSuccess: '#14713d',
  colorWarning: '#8f5200',
  colorError: '#b3261e',
  colorText: '#16202e',
  colorTextSecondary: '#4d596b',
  colorTextTertiary: '#5a6678',
  colorTextQuaternary: '#5f6b7d',
  colorTextPlaceholder: '#667285',
  colorBorder: '#c3ccd9',
  colorBgLayout: '#f4f6fa',
};
const dark = {
  colorPrimary: '#86adff',
  colorLink: '#86adff',
  colorSuccess: '#6cd398',
  colorWarning: '#f3be66',
  colorError: '#ff9a92',
  colorText: '#e4e9f1',
  colorTextSecondary: '#a8b3c3',
  colorTextTertiary: '#a8b3c3',
  colorTextQuaternary: '#9aa6b8',
  colorTextPlaceholder: '#94a1b4',
  colorTextLightSolid: '#0c1830',
  colorBorder: '#46546a',
  colorBgLayout: '#10161f',
  colorBgContainer: '#18212d',
  colorBgElevated: '#1d2836',
};

/** The antd theme, as the user prefers it. */
export function useTheme(): ThemeConfig {
  const isDark = usePrefers('dark');
  const isStill = usePrefers('stillness');
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: 'exchange' },
    hashed: false,
    token: {
      ...(isDark ? dark : light),
      borderRadius: 8,
      fontSize: 14,
      controlHeight: 36,
      fontFamily: 'inherit',
      wireframe: false,
      // theme.css stops animations for whoever wants none; what waits for their end (lists that open) must not begin them
      motion: !isStill,
    },
  };
}
