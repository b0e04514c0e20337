import { studiesCount } from '../domain/text/counts.ts';
import { rebuildIndex } from '../store/search-index.ts';
import { defineCommand } from './define-command.ts';
import { indexing } from './progress.ts';

export const rebuildSearchIndex = defineCommand({
  name: 'rebuild-index',
  summary: 'Make the search index anew from the studies',
  description: 'For when a search does not find what is there. The studies stay as they are.',
  params: {},
  selection: 'none',
  long: () => true,
  run({ library, onProgress, signal }) {
    const count = rebuildIndex(library, (done, total) => {
      signal?.throwIfAborted();
      onProgress?.(indexing(done, total));
    });
    return { message: `Made the search index anew from ${studiesCount(count)}.`, data: { studies: count } };
  },
});
