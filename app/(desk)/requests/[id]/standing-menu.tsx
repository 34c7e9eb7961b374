'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import { useRouter } from 'next/navigation'
import type { RequestWhole } from '#lib/domain/request'
import { type EditRequest, needs, outcomes, type Standing, stages } from '#lib/domain/request'
import { needMeanings, outcomeMeanings, stageMeanings } from '#lib/domain/standing'
import { Menu, MenuItem, MenuRule } from '../../../_ui/menu.tsx'
import { StatusChip } from '../../../_ui/status-chip.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { changeRequest } from '../actions.ts'

type Choice = { key: string; word: string; meaning: string; change: EditRequest }

/** What each choice means stands beside it; a change can be taken back for ten seconds. */
export function StandingMenu({ request, today }: { request: RequestWhole; today: string }) {
  const router = useRouter()
  const now: Standing = { stage: request.stage, needs: request.needs, outcome: request.outcome }

  async function choose({ word, change }: Choice) {
    const done = await changeRequest({ id: request.id, version: request.version, change })
    if (!done.ok) return toast(done.message, { error: true })
    const undo = async () => {
      const back = await changeRequest({ id: request.id, change: now })
      if (!back.ok) throw new Error(back.message)
      router.refresh()
    }
    toast(`${request.number}: ${word}.`, request.stage === 'draft' ? {} : { undo })
    router.refresh()
  }

  return (
    <Menu
      trigger={
        <button type="button" className="cursor-pointer rounded" aria-label={`Status: ${request.status}. Change it`}>
          <StatusChip status={request.status} />
          <ChevronDown className="ml-0.5 inline size-3.5 text-muted" />
        </button>
      }
    >
      {choicesOf(now, today).map((group, index) => (
        <div key={group[0]?.key ?? index}>
          {index > 0 ? <MenuRule /> : null}
          {group.map((choice) => (
            <MenuItem key={choice.key} onSelect={() => void choose(choice)}>
              <span className="grid max-w-72">
                <span className="font-semibold">{choice.word}</span>
                <span className="text-xs text-muted">{choice.meaning}</span>
              </span>
            </MenuItem>
          ))}
        </div>
      ))}
    </Menu>
  )
}

/** What it can become: where the next step is the agency's, where it is ours, and how it may have ended. */
function choicesOf(now: Standing, today: string): Choice[][] {
  if (now.stage === 'draft') {
    const meaning = 'Filed today; the clock of the law begins.'
    return [[{ key: 'filed', word: 'Mark as sent today', meaning, change: { filedOn: today } }]]
  }
  const theirs = stages
    .filter((stage) => stage !== 'draft' && stage !== 'closed' && stage !== 'needs_action' && stage !== now.stage)
    .map((stage) => ({
      key: stage,
      word: stageMeanings[stage][0],
      meaning: stageMeanings[stage][1],
      change: { stage },
    }))
  const ours = needs
    .filter((need) => need !== now.needs)
    .map((need) => ({
      key: need,
      word: needMeanings[need][0],
      meaning: needMeanings[need][1],
      change: { stage: 'needs_action' as const, needs: need },
    }))
  const ended = outcomes
    .filter((outcome) => now.stage !== 'closed' || outcome !== now.outcome)
    .map((outcome) => ({
      key: outcome,
      word: outcomeMeanings[outcome][0],
      meaning: outcomeMeanings[outcome][1],
      change: { stage: 'closed' as const, outcome },
    }))
  return [theirs, ours, ended]
}
