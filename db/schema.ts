// The list of tables that drizzle needs; the only re-export file.
export * from '#db/schema/documents'
export * from '#db/schema/findings'
export * from '#db/schema/investigations'
export * from '#db/schema/operations'
export * from '#db/schema/people'
export * from '#db/schema/requests'
export * from '#db/schema/story'
export * from '#db/schema/views'
