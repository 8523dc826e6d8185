-- A script with a mistake: an app's number in the place of its name.
return { Ada = lookup_owner(5) }
