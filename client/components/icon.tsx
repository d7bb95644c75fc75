/** All icons, as SVG paths on a 24 × 24 grid: of the navigation, and the marks of industries. */
const paths = {
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  patent: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5',
  need: 'M12 3a6 6 0 0 1 3.5 10.9V17h-7v-3.100A6 6 0 0 1 12 3zM9 21h6',
  match: 'M8 12a4 4 0 1 1 0-.1M16 12a4 4 0 1 1 0 .1M10 12h4',
  deal: 'M4 6h16v10H10l-4 4v-4H4zM8 10h8M8 13h5',
  question: 'M4 5h16v12h-9l-4 4v-4H4zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.200c-.700.300-1 .700-1 1.300M12 15h.01',
  contract: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16l2 2 4-4',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  import: 'M12 4v11M8 11l4 4 4-4M5 20h14',
  organisation: 'M4 20V8l8-4 8 4v12M4 20h16M9 20v-5h6v5M8 11h1M12 11h1M16 11h1',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  parameters: 'M4 7h10M18 7h2M4 17h4M12 17h8M16 5v4M10 15v4',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20c0-4 3-6 6-6s6 2 6 6M16 4.500a3.500 3.500 0 0 1 0 6M18 14.500c2 .8 3 2.800 3 5.500',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  webhook:
    'M12 8a3 3 0 1 0-3-3M10.500 7.500L7 14M5.500 14a3 3 0 1 0 4 4M9 17h8M16.500 14.500a3 3 0 1 1-1.500 4.500M13.500 7.500L17 14',
  inbox: 'M4 5h16v14H4zM4 13h5a3 3 0 0 0 6 0h5',
  right: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  farm: 'M5 20C5 10 10 5 20 4c0 10-5 15-13 14M5 20l8-9',
  drug: 'M5.500 13.500l8-8a3.900 3.900 0 0 1 5.500 5.500l-8 8a3.900 3.900 0 0 1-5.500-5.500zM9.500 9.500l5.500 5.500',
  flask: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8',
  layers: 'M12 4l9 4.500-9 4.500-9-4.500zM3 12.500l9 4.500 9-4.500M3 16.500l9 4.500 9-4.500',
  gear: 'M12 8.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M5.600 18.400l2.200-2.200M16.200 7.800l2.200-2.200',
  bolt: 'M13 3L5 14h6l-1 7 9-12h-6z',
  chip: 'M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4',
  drop: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11zM9 14.500a3 3 0 0 0 3 3',
  build: 'M4 20h16M6 20V6l7-3v17M13 9l5 2v9M9 9h1M9 13h1M9 17h1',
  cube: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9',
} as const;
export type IconName = keyof typeof paths;

export const Icon = ({ name, size = 20 }: Readonly<{ name: IconName; size?: number }>) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'more' ? 3 : 1.7}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
);
