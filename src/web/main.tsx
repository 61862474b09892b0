// The browser's way in: puts the page on the screen.
import './styles/layers.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { TransfersPage } from './pages/transfers/transfers-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has lost the element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <TransfersPage />
  </StrictMode>,
);
