import { z } from 'zod'
import {
  type AgencyRow,
  agencyDetailSchema,
  agencyRowSchema,
  agencyStatsSchema,
  editAgencySchema,
  newAgencySchema,
} from '#lib/domain/agency'
import { notedPageOf } from '#lib/domain/listing'
import { addAgency } from '#lib/services/agencies/add-agency'
import { editAgency } from '#lib/services/agencies/edit-agency'
import { listAgencies } from '#lib/services/agencies/list-agencies'
import { viewAgency } from '#lib/services/agencies/view-agency'
import { viewAgencyStats } from '#lib/services/agencies/view-agency-stats'
import { call, listOf } from '../../../_door/call.ts'
import { allPages, type Column, formatQuery, tableFile } from '../../../_door/table-file.ts'

const tag = 'Agencies'

const columns: Column<AgencyRow>[] = [
  { name: 'id', value: (row) => row.id },
  { name: 'agency', value: (row) => row.name },
  { name: 'aliases', value: (row) => row.aliases.join('; ') },
  { name: 'jurisdiction', value: (row) => row.jurisdiction },
  { name: 'place', value: (row) => row.place },
  { name: 'county', value: (row) => row.county },
  { name: 'lat', value: (row) => row.lat },
  { name: 'lng', value: (row) => row.lng },
  { name: 'request_contact', value: (row) => contactOf(row, 'request') },
  { name: 'appeal_contact', value: (row) => contactOf(row, 'appeal') },
  { name: 'payment_contact', value: (row) => contactOf(row, 'payment') },
  { name: 'general_contact', value: (row) => contactOf(row, 'general') },
  { name: 'requests', value: (row) => row.requests },
  { name: 'overdue', value: (row) => row.overdue },
]
const contactOf = ({ contacts }: AgencyRow, purpose: string) =>
  contacts
    .filter((contact) => contact.purpose === purpose)
    .map(({ address }) => address)
    .join('; ') || null

export const agencyCalls = [
  call({
    method: 'POST',
    path: '/agencies',
    summary: 'Add an agency for the whole house; one that looks the same is named in the answer',
    tag,
    body: newAgencySchema,
    answer: agencyDetailSchema,
    run: (world, actor, { body }) => addAgency(world, actor, body),
  }),
  call({
    method: 'GET',
    path: '/agencies',
    summary: 'The directory, by name; also as CSV or XLSX',
    tag,
    query: listOf({
      q: z.string().max(1000).optional().describe('words, and state: place: county: has:'),
      ...formatQuery,
    }),
    answer: notedPageOf(agencyRowSchema),
    run: async (world, actor, { query: { format = 'json', ...query } }) =>
      format === 'json'
        ? listAgencies(world, actor, query)
        : tableFile(
            format,
            'agencies',
            columns,
            await allPages((paging) => listAgencies(world, actor, { ...query, ...paging })),
          ),
  }),
  call({
    method: 'GET',
    path: '/agencies/:id',
    summary: 'One agency with its contacts',
    tag,
    answer: agencyDetailSchema,
    run: (world, actor, { params: { id = '' } }) => viewAgency(world, actor, { id }),
  }),
  call({
    method: 'PATCH',
    path: '/agencies/:id',
    summary: 'Correct an agency; contacts and aliases are replaced whole',
    tag,
    body: editAgencySchema,
    answer: agencyDetailSchema,
    run: (world, actor, { params: { id = '' }, body, version }) => editAgency(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'GET',
    path: '/agencies/:id/stats',
    summary: 'Plain numbers with their n, over what you may see',
    tag,
    answer: agencyStatsSchema,
    run: (world, actor, { params: { id = '' } }) => viewAgencyStats(world, actor, { id }),
  }),
]
