// The browser's way in: puts the first page on the screen.
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has lost the element with the id "root".');
createRoot(root).render(<h1>Sekisho</h1>);
