/** The text of the recipe that a reader takes away. */
export const RECIPE = `import copy
import torch

@torch.no_grad()
def rescaled(pretrained, c):
    """A copy with every parameter multiplied by c: weights and
    biases, gains of normalization, the readout. Running
    averages of normalization stay as they are."""
    network = copy.deepcopy(pretrained)
    for parameter in network.parameters():
        parameter.mul_(c)
    return network

def search(pretrained, factors=(2, 1, 1/2, 1/4, 1/8)):
    """The factor with the least held-out error."""
    errors = {}
    for c in factors:
        # On part of the new examples. The learning rate stays the
        # same here; to search it too, add a loop.
        network = finetune(rescaled(pretrained, c))
        errors[c] = held_out_error(network)
    return min(errors, key=errors.get)
`
