"""From a title in any language to occupations, with the reasons."""
