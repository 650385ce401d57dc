/** The text of the recipe that a reader takes away. */
export const RECIPE = `import copy
import torch

@torch.no_grad()
def rescaled(pretrained, c):
    """A copy of a pretrained network with all of its weights multiplied by c."""
    network = copy.deepcopy(pretrained)
    for weight in network.parameters():
        weight.mul_(c)
    return network

# Finetune one copy for each factor, with a fresh readout, on part of the new
# examples; keep the factor with the least error on the part held out.
factors = [2.0, 1.0, 0.5, 0.25, 0.125]
errors = {c: held_out_error(finetune(rescaled(pretrained, c))) for c in factors}
best = min(errors, key=errors.get)
`
