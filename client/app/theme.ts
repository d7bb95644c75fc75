import type { ThemeConfig } from 'antd';

/** The antd theme, with the same values as theme.css. Text has a contrast of at least 4.5:1. */
export const theme: ThemeConfig = {
  cssVar: { key: 'exchange' },
  hashed: false,
  token: {
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
    borderRadius: 8,
    fontSize: 14,
    controlHeight: 36,
    fontFamily: 'inherit',
    wireframe: false,
    // theme.css stops animations for whoever wants none; what waits for their end (lists that open) must not begin them
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  },
};
