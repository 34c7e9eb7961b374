'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import Star from 'lucide-react/icons/star'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type NewView, newViewSchema, type View } from '#lib/domain/view'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { Switch, TextInput } from '../../_ui/inputs.tsx'
import { Menu, MenuItem, MenuRule } from '../../_ui/menu.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { toast } from '../../_ui/toast.tsx'
import { changeView, removeView, saveView } from './actions.ts'

type Saved = Pick<View, 'id' | 'name' | 'list' | 'q' | 'shared'>

/** A star beside what was typed: keeps it under a name; once kept, renames, shares or deletes it. */
export function SaveView({ list, q, saved }: { list: View['list']; q: string; saved: Saved | null }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)

  async function share(view: Saved) {
    const result = await changeView({ id: view.id, shared: !view.shared })
    if (!result.ok) return toast(result.message, { error: true })
    router.refresh()
    toast(view.shared ? `Only you see “${view.name}” now.` : `“${view.name}” is shared with your teams.`)
  }
  async function remove({ id, ...view }: Saved) {
    const result = await removeView({ id })
    if (!result.ok) return toast(result.message, { error: true })
    router.refresh()
    toast(`View “${view.name}” deleted.`, {
      undo: async () => {
        const again = await saveView({ name: view.name, list: view.list, q: view.q, shared: view.shared })
        if (!again.ok) throw new Error(again.message)
        router.refresh()
      },
    })
  }

  return (
    <>
      {saved ? (
        <Menu
          align="start"
          trigger={
            <Button variant="quiet" aria-label={`Saved as ${saved.name}: change`}>
              <Star fill="currentColor" />
              {saved.shared ? 'Shared view' : 'Your view'}
            </Button>
          }
        >
          <MenuItem onSelect={() => setOpen(true)}>Rename</MenuItem>
          <MenuItem onSelect={() => share(saved)}>
            {saved.shared ? 'Keep it to yourself' : 'Share with your teams'}
          </MenuItem>
          <MenuRule />
          <MenuItem tone="late" onSelect={() => remove(saved)}>
            Delete this view
          </MenuItem>
        </Menu>
      ) : (
        <Button variant="quiet" onClick={() => setOpen(true)}>
          <Star />
          Save this search
        </Button>
      )}
      <Dialog open={open} onOpenChange={setOpen} title={saved ? 'Rename the view' : 'Save this search'}>
        <ViewForm list={list} q={q} saved={saved} done={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ViewForm({ list, q, saved, done }: { list: View['list']; q: string; saved: Saved | null; done: () => void }) {
  const router = useRouter()
  const form = useForm<NewView>({
    resolver: zodResolver(newViewSchema),
    defaultValues: { name: saved?.name ?? '', list, q, shared: saved?.shared ?? false },
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (view) => {
    const { name, shared = false } = view
    const result = saved ? await changeView({ id: saved.id, name, shared }) : await saveView(view)
    if (!result.ok) return showRefusal(form, result)
    done()
    router.refresh()
    toast(saved ? 'View changed.' : `Saved as “${name}”. It stands beneath its list.`)
  })
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-sm text-muted">
        Finds <code className="font-mono text-xs break-words">{q}</code>
      </p>
      <Field label="Name" error={errors.name?.message ?? errors.root?.message ?? errors.q?.message} required>
        <TextInput {...form.register('name')} autoFocus maxLength={80} autoComplete="off" />
      </Field>
      <Switch
        {...form.register('shared')}
        label="Share with your teams"
        hint="Everybody who works on an investigation with you sees it. What it finds is only ever what they may see."
      />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Save
        </Button>
      </div>
    </form>
  )
}
