import type { Least } from '#lib/domain/actions'

/**
 * The access manifest: every door of the house and the least that may pass it. A page, action, route, call, job or
 * command without its row fails the build, as does a row whose door is gone. `user` stands for anybody signed in who
 * then sees only what is theirs.
 */
export const doors: Record<
  'pages' | 'routes' | 'actions' | 'api' | 'jobs' | 'commands',
  Record<string, Least | 'operator'>
> = {
  pages: {},
  routes: {},
  actions: {},
  api: {
    'GET /health': 'anyone',
    'GET /ready': 'anyone',
    'GET /audit': 'viewer',
    'GET /jobs': 'admin',
    'POST /documents': 'reporter',
    'POST /documents/take': 'reporter',
    'GET /documents': 'user',
    'GET /documents/:id': 'viewer',
    'PATCH /documents/:id': 'reporter',
    'DELETE /documents/:id': 'reporter',
    'POST /documents/:id/retry': 'reporter',
    'POST /documents/:id/read': 'viewer',
    'GET /documents/:id/pages': 'viewer',
    'GET /documents/:id/pages/:n': 'viewer',
    'GET /documents/:id/pages/:n/image': 'viewer',
    'GET /documents/:id/original': 'reporter',
    'GET /documents/:id/find': 'viewer',
    'POST /investigations': 'user',
    'GET /investigations': 'user',
    'GET /investigations/:id': 'viewer',
    'PATCH /investigations/:id': 'owner',
    'GET /investigations/:id/members': 'viewer',
    'POST /investigations/:id/members': 'owner',
    'PATCH /investigations/:id/members/:userId': 'owner',
    'DELETE /investigations/:id/members/:userId': 'owner',
    'GET /jurisdictions': 'user',
    'GET /jurisdictions/:code': 'user',
    'POST /deadlines/preview': 'user',
    'POST /agencies': 'user',
    'GET /agencies': 'user',
    'GET /agencies/:id': 'user',
    'PATCH /agencies/:id': 'user',
    'GET /agencies/:id/stats': 'user',
    'POST /requests': 'reporter',
    'GET /requests': 'user',
    'GET /requests/:id': 'viewer',
    'PATCH /requests/:id': 'reporter',
    'GET /requests/:id/communications': 'viewer',
    'POST /requests/:id/communications': 'reporter',
    'POST /communications/:id/move': 'reporter',
  },
  jobs: { 'documents.split': 'system' },
  commands: { start: 'operator', migrate: 'operator' },
}
