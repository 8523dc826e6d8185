-- Divides a cost by the number of people behind each app, which its tag `people` says:
--   apps: { shop: { tags: { people: "5" } } }
-- An app without the tag bears nothing; where none has it, the cost stays unallocated.

return {
  api = 1,
  kind = "allocation",
  title = "By the people behind each app",
  weights = function(cell, targets, context)
    local shares = {}
    for _, target in ipairs(targets) do
      local tags = context.tags[target]
      local people = tags and tags.people
      if people and not tonumber(people) then
        error(("the tag people of %s is %q, which is no number"):format(target, people), 0)
      end
      if people then shares[target] = tonumber(people) end
    end
    return shares
  end,
}
