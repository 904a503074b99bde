"""Strategic plans of region and agencies as a tree: goal, outcome, programme, activity, sub-activity; outcomes and budget."""
