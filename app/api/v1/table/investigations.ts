import {
  editInvestigationSchema,
  editMemberSchema,
  investigationSchema,
  memberSchema,
  newInvestigationSchema,
  newMemberSchema,
} from '#lib/domain/investigation'
import { pageOf, shortList } from '#lib/domain/listing'
import { addMember } from '#lib/services/investigations/add-member'
import { changeMember } from '#lib/services/investigations/change-member'
import { editInvestigation } from '#lib/services/investigations/edit-investigation'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { listMembers } from '#lib/services/investigations/list-members'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { call, listOf, shortListOf } from '../../../_door/call.ts'

const tag = 'Investigations'

export const investigationCalls = [
  call({
    method: 'POST',
    path: '/investigations',
    summary: 'Open an investigation, of which you are then the owner',
    tag,
    body: newInvestigationSchema,
    answer: investigationSchema,
    run: (world, actor, { body }) => openInvestigation(world, actor, body),
  }),
  call({
    method: 'GET',
    path: '/investigations',
    summary: 'The investigations you are a member of',
    tag,
    query: listOf({}),
    answer: pageOf(investigationSchema),
    run: (world, actor, { query }) => listInvestigations(world, actor, query),
  }),
  call({
    method: 'GET',
    path: '/investigations/:id',
    summary: 'One investigation',
    tag,
    answer: investigationSchema,
    run: (world, actor, { params: { id = '' } }) => viewInvestigation(world, actor, { id }),
  }),
  call({
    method: 'PATCH',
    path: '/investigations/:id',
    summary: 'Change title, summary or the reasons for marks',
    tag,
    body: editInvestigationSchema,
    answer: investigationSchema,
    run: (world, actor, { params: { id = '' }, body, version }) =>
      editInvestigation(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'GET',
    path: '/investigations/:id/members',
    summary: 'Who is in',
    tag,
    query: shortListOf({}),
    answer: pageOf(memberSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listMembers(world, actor, { id }), query),
  }),
  call({
    method: 'POST',
    path: '/investigations/:id/members',
    summary: 'Give a colleague a role',
    tag,
    body: newMemberSchema,
    answer: memberSchema,
    run: (world, actor, { params: { id = '' }, body }) => addMember(world, actor, { id, ...body }),
  }),
  call({
    method: 'PATCH',
    path: '/investigations/:id/members/:userId',
    summary: 'Change a member’s role',
    tag,
    body: editMemberSchema,
    answer: memberSchema.nullable(),
    run: (world, actor, { params: { id = '', userId = '' }, body }) =>
      changeMember(world, actor, { id, userId, role: body.role }),
  }),
  call({
    method: 'DELETE',
    path: '/investigations/:id/members/:userId',
    summary: 'Take a member out, in force on their next request',
    tag,
    answer: null,
    run: async (world, actor, { params: { id = '', userId = '' } }) =>
      void (await changeMember(world, actor, { id, userId, role: null })),
  }),
]
