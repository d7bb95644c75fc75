import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { queryClient } from '../lib/query.ts';
import { meOptions } from '../lib/session.ts';
import { Frame } from './frame.tsx';
import { NotFound, RouteProblem } from './route-problem.tsx';
import type { Screen } from '../components/screen.ts';
import { screens } from './screens.ts';
import { useTheme } from './theme.ts';
import './colours.css';
import './theme.css';
import './layout.css';
import './print.css';

void queryClient.prefetchQuery(meOptions);

/** Turns a failed load of code into a screen that throws: the router itself shows nothing for a failed `lazy`. */
const loading = (load: Screen['load']) => () =>
  load().catch((error: unknown) => ({
    Component: () => {
      throw error;
    },
  }));

const router = createBrowserRouter([
  {
    Component: Frame,
    ErrorBoundary: RouteProblem,
    HydrateFallback: () => null,
    children: [
      ...screens.map(({ path, load }) => ({ path, lazy: loading(load), ErrorBoundary: RouteProblem })),
      { path: '*', Component: NotFound },
    ],
  },
]);

function App() {
  return (
    <ConfigProvider theme={useTheme()} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <RouterProvider router={router} />
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
