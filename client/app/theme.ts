import { theme as antd, type ThemeConfig } from 'antd';
import { colourOf } from '../lib/colour.ts';
import { useIsDark, useIsStill } from '../lib/use-media.ts';

/** The antd theme, as the user prefers it, in the colours of the page. */
export function useTheme(): ThemeConfig {
  const isDark = useIsDark();
  const isStill = useIsStill();
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: 'exchange' },
    hashed: false,
    token: {
      colorPrimary: colourOf('primary'),
      colorLink: colourOf('primary'),
      colorSuccess: colourOf('good'),
      colorWarning: colourOf('wait'),
      colorError: colourOf('bad'),
      colorText: colourOf('ink'),
      colorTextSecondary: colourOf('ink-soft'),
      colorTextTertiary: colourOf('ink-soft'),
      colorTextQuaternary: colourOf('ink-soft'),
      colorTextPlaceholder: colourOf('ink-soft'),
      colorTextLightSolid: colourOf('on-primary'),
      colorBorder: colourOf('edge'),
      colorBgLayout: colourOf('ground'),
      colorBgContainer: colourOf('paper'),
      colorBgElevated: colourOf('raised'),
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
